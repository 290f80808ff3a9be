//! Whatever is encoded comes back, and whatever comes in is answered by a frame or a fault: never by a panic, and with no more
//! memory than the message itself.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::prop_oneof;
use sockscope_bridge_protocol::{
    BridgeTime, CREDIT_MAX, Client, ClientFault, Demo, DemoKind, Demos, FRAME_MAX, Fault, Frame, HOST_MAX, PIECE_MAX,
    Reason, StreamId, TEXT_MAX, VERSION,
};
use std::net::{IpAddr, SocketAddr};

/// What the frames of one case borrow from.
#[derive(Debug, Clone)]
struct Fields {
    numbers: [u32; 3],
    small: [u16; 2],
    time: u64,
    reason: Reason,
    text: String,
    bytes: Vec<u8>,
    addresses: [SocketAddr; 2],
    demos: Vec<u8>,
}

fn fields() -> impl Strategy<Value = Fields> {
    let reason = (0..Reason::ALL.len()).prop_map(|index| Reason::ALL[index]);
    let bytes = prop_oneof![
        9 => proptest::collection::vec(any::<u8>(), 1..40),
        1 => Just(vec![0xA5; PIECE_MAX]),
    ];
    let address = (any::<IpAddr>(), any::<u16>()).prop_map(|(ip, port)| SocketAddr::new(ip.to_canonical(), port));
    let kind = prop_oneof![Just(DemoKind::Sentence), Just(DemoKind::Object), Just(DemoKind::Echo)];
    let demos = proptest::collection::vec((kind, any::<u16>()), 0..4)
        .prop_map(|demos| demos.into_iter().flat_map(|(kind, port)| Demos::entry(Demo { kind, port })).collect());
    (
        [1_u32.., 1_u32.., 1_u32..],
        any::<[u16; 2]>(),
        any::<u64>(),
        reason,
        "[a-zé.:-]{1,60}",
        bytes,
        [address.clone(), address],
        demos,
    )
        .prop_map(|(numbers, small, time, reason, text, bytes, addresses, demos)| Fields {
            numbers,
            small,
            time,
            reason,
            text,
            bytes,
            addresses,
            demos,
        })
}

/// One frame of each kind.
fn frames(fields: &Fields) -> [Frame<'_>; 13] {
    let [first, second, credit] = fields.numbers;
    let [port, version] = fields.small;
    let [local, peer] = fields.addresses;
    let (stream, listener, time, reason) = (StreamId(first), StreamId(second), BridgeTime(fields.time), fields.reason);
    let demos = Demos::of_bytes(&fields.demos).expect("whole entries");
    [
        Frame::Hello { version },
        Frame::Open { stream, credit, port, host: &fields.text },
        Frame::Listen { listener, port, backlog: version },
        Frame::Data { stream, bytes: &fields.bytes },
        Frame::Eof { stream, time },
        Frame::Credit { stream, bytes: credit },
        Frame::Close { stream, reason, time },
        Frame::Welcome { version, streams_max: credit, demos },
        Frame::Opened { stream, credit, time, local, peer },
        Frame::Refused { stream, reason, time, text: &fields.text },
        Frame::Listening { listener, time, local },
        Frame::Accepted { listener, stream, credit, time, local, peer },
        Frame::Piece { stream, time, bytes: &fields.bytes },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_comes_back(fields in fields()) {
        for (index, frame) in frames(&fields).into_iter().enumerate() {
            let message = frame.to_vec();
            prop_assert!(message.len() <= FRAME_MAX);
            prop_assert_eq!(Frame::decode(&message), Ok(frame));
            prop_assert_eq!(frame.is_from_page(), index < 7);
        }
    }

    /// A frame of fixed length is a fault when cut or extended; one that takes the rest never becomes longer than it was.
    #[test]
    fn a_cut_frame_is_another_frame_or_a_fault(fields in fields(), cut in any::<proptest::sample::Index>()) {
        for frame in frames(&fields) {
            let message = frame.to_vec();
            let cut = &message[..cut.index(message.len())];
            if let Ok(shorter) = Frame::decode(cut) {
                prop_assert_eq!(shorter.to_vec(), cut);
            }
        }
    }

    #[test]
    fn arbitrary_bytes_are_a_frame_or_a_fault(kind in 0_u8..0x30, bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let message = [&[kind][..], &bytes].concat();
        match Frame::decode(&message) {
            // Addresses have two spellings, IPv4 and the same mapped; everything else is written in one way only.
            Ok(frame) => {
                let again = frame.to_vec();
                prop_assert_eq!(Frame::decode(&again), Ok(frame));
            }
            Err(Fault::UnknownKind(unknown)) => prop_assert_eq!(unknown, kind),
            Err(_) => {}
        }
    }

    /// A page that is told anything at all keeps its books: what was granted never becomes less than nothing.
    #[test]
    fn a_client_survives_any_bridge(told in proptest::collection::vec((0_u8..13, 0_u32..6, 0_u32..40), 0..60)) {
        let mut client = Client::new();
        let (opened, _) = client.open("localhost", 1, 32).expect("a short host");
        let (listener, _) = client.listen(0, 5);
        let mut granted = 32_usize;
        for (kind, number, size) in told {
            let (stream, time) = (StreamId(number), BridgeTime(1));
            let address = SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9);
            let bytes = vec![7; size as usize];
            let frame = match kind {
                0..=2 => Frame::Welcome { version: VERSION, streams_max: 9, demos: Demos::of_bytes(&[]).expect("empty") },
                3 | 4 => Frame::Opened { stream, credit: size, time, local: address, peer: address },
                5 => Frame::Listening { listener: stream, time, local: address },
                6 => Frame::Accepted { listener, stream, credit: size, time, local: address, peer: address },
                7..=9 => Frame::Piece { stream, time, bytes: &bytes },
                10 => Frame::Eof { stream, time },
                11 => Frame::Credit { stream, bytes: size },
                _ => Frame::Close { stream, reason: Reason::Reset, time },
            };
            let before = client.granted(opened);
            let message = frame.to_vec();
            let answer = client.on_frame(&message);
            if let (Ok(Some(Frame::Piece { stream, bytes, .. })), true) = (&answer, stream == opened) {
                prop_assert_eq!(*stream, opened);
                granted -= bytes.len();
                prop_assert_eq!(before - bytes.len(), client.granted(opened));
            }
            let (taken, message) = client.send(opened, &[1; 10]);
            prop_assert_eq!(taken == 0, message.is_empty());
        }
        prop_assert!(client.granted(opened) <= granted);
    }
}

#[test]
fn faults_have_types() {
    let check = |message: &[u8], fault: Fault| assert_eq!(Frame::decode(message), Err(fault), "{message:02x?}");
    check(&[], Fault::Length);
    check(&[0x00], Fault::UnknownKind(0));
    check(&[0x26, 1], Fault::UnknownKind(0x26));
    check(&[0x01, 0], Fault::Length);
    check(&[0x01, 0, 1, 0], Fault::Length);
    check(&[0x04, 0, 0, 0, 1], Fault::Value);
    check(&[0x04, 0, 0, 0, 0, 9], Fault::Value);
    check(&[0x11, 0, 0, 0, 1, 0, 0, 0, 0], Fault::Value);
    check(&[0x12, 0, 0, 0, 1, 15, 0, 0, 0, 0, 0, 0, 0, 0], Fault::Value);
    check(&[0x02, 0, 0, 0, 1, 0, 0, 0, 1, 0, 80], Fault::Value);
    check(&[0x02, 0, 0, 0, 1, 0, 0, 0, 1, 0, 80, 0xFF], Fault::Value);
    check(&[&[0x02, 0, 0, 0, 1, 0, 0, 0, 1, 0, 80][..], &[b'a'; HOST_MAX + 1]].concat(), Fault::TooLong);
    check(&vec![0x04; FRAME_MAX + 1], Fault::TooLong);
    check(&[&[0x04, 0, 0, 0, 1][..], &vec![1; PIECE_MAX + 1]].concat(), Fault::TooLong);
}

#[test]
fn a_long_text_is_cut_between_characters() {
    let text = "é".repeat(TEXT_MAX);
    let refused =
        Frame::Refused { stream: StreamId::CONVERSATION, reason: Reason::Failed, time: BridgeTime(0), text: &text };
    let message = refused.to_vec();
    let Ok(Frame::Refused { text: read, .. }) = Frame::decode(&message) else { panic!("{message:02x?}") };
    assert_eq!(read, &text[..TEXT_MAX]);
}

/// The page's whole life with two streams, as a table of what the bridge says and what the page makes of it.
#[test]
fn a_conversation_keeps_credit_and_ends() {
    let mut client = Client::new();
    assert_eq!(client.open("", 1, 1), None);
    let (stream, _) = client.open("localhost", 2346, 7).expect("a host");
    let (listener, _) = client.listen(0, 5);
    assert_eq!((stream, listener), (StreamId(1), StreamId(3)));
    assert_eq!(client.send(stream, b"early"), (0, Vec::new()), "no credit before `Opened`");

    let time = BridgeTime(5);
    let address: SocketAddr = "127.0.0.1:2346".parse().expect("an address");
    let welcome = Frame::Welcome { version: VERSION, streams_max: 4, demos: Demos::of_bytes(&[]).expect("empty") };
    let told = |client: &mut Client, frame: Frame<'_>| client.on_frame(&frame.to_vec()).map(|frame| frame.is_some());
    let unexpected = Err(ClientFault::Unexpected);
    let piece = |stream, bytes| Frame::Piece { stream, time, bytes };
    let opened = Frame::Opened { stream, credit: 10, time, local: address, peer: address };
    assert_eq!(told(&mut client, opened), unexpected, "nothing comes before `Welcome`");
    assert_eq!(told(&mut client, welcome), Ok(true));
    assert_eq!(told(&mut client, welcome), unexpected);
    assert_eq!(told(&mut client, opened), Ok(true));
    assert_eq!(told(&mut client, opened), unexpected);

    let (taken, message) = client.send(stream, b"twelve bytes");
    assert_eq!((taken, Frame::decode(&message)), (10, Ok(Frame::Data { stream, bytes: b"twelve byt" })));
    assert_eq!(client.send(stream, b"es").0, 0);
    assert_eq!(told(&mut client, Frame::Credit { stream, bytes: 2 }), Ok(true));
    assert_eq!(client.send(stream, b"es").0, 2);
    assert_eq!(told(&mut client, Frame::Credit { stream, bytes: CREDIT_MAX + 1 }), unexpected);

    assert_eq!(told(&mut client, piece(stream, b"sevenby")), Ok(true));
    assert_eq!(told(&mut client, piece(stream, b"t")), unexpected, "more than was granted");
    assert_eq!(client.grant(stream, 1), Some(Frame::Credit { stream, bytes: 1 }.to_vec()));
    assert_eq!(told(&mut client, piece(stream, b"t")), Ok(true));
    assert!(client.finish(stream).is_some());
    assert_eq!(client.finish(stream), None);
    assert_eq!(client.send(stream, b"late").0, 0);
    assert_eq!(told(&mut client, Frame::Eof { stream, time }), Ok(true));
    assert_eq!(client.grant(stream, 1), None);
    assert_eq!(told(&mut client, Frame::Close { stream, reason: Reason::Ended, time }), Ok(true));
    assert_eq!(told(&mut client, Frame::Close { stream, reason: Reason::Ended, time }), Ok(false), "known, and over");

    let accepted = StreamId(2);
    let incoming = Frame::Accepted { listener, stream: accepted, credit: 3, time, local: address, peer: address };
    assert_eq!(told(&mut client, Frame::Listening { listener, time, local: address }), Ok(true));
    assert_eq!(told(&mut client, piece(accepted, b"x")), unexpected, "never heard of");
    assert_eq!(told(&mut client, incoming), Ok(true));
    assert_eq!(told(&mut client, incoming), unexpected, "a number is given once");
    assert_eq!(client.send(accepted, b"four").0, 3);
    assert!(client.abort(accepted).is_some());
    assert_eq!(told(&mut client, piece(accepted, b"x")), Ok(false));
    assert!(client.close(listener).is_some());
    let late = Frame::Accepted { listener, stream: StreamId(4), credit: 3, time, local: address, peer: address };
    assert_eq!(told(&mut client, late), Ok(true), "the listener was closed on the way");
    assert!(client.close(StreamId(4)).is_some());
}
