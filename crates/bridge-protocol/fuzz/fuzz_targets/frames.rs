//! Any bytes: a frame that comes back as it was, or a fault; and a page that is told them one after another keeps its books.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sockscope_bridge_protocol::{CREDIT_MAX, Client, Demos, Frame, VERSION};

fuzz_target!(|data: &[u8]| {
    if let Ok(frame) = Frame::decode(data) {
        let again = frame.to_vec();
        assert_eq!(Frame::decode(&again), Ok(frame));
        assert_eq!(again.len(), data.len());
    }
    let mut client = Client::new();
    let (stream, _) = client.open("localhost", 1, 64).expect("a short host");
    let demos = Demos::of_bytes(&[]).expect("an empty list");
    let welcome = Frame::Welcome { version: VERSION, streams_max: 9, demos }.to_vec();
    assert!(client.on_frame(&welcome).is_ok());
    // Messages are separated by their length, one byte.
    let mut rest = data;
    while let Some((len, after)) = rest.split_first() {
        let (message, after) = after.split_at(after.len().min(usize::from(*len)));
        let _ = client.on_frame(message);
        assert!(client.granted(stream) <= 64 && client.writable(stream) <= CREDIT_MAX as usize);
        rest = after;
    }
});
