//! Every word of the page, in compile-time tables: one module a language, the same keys by type.
//! Templates name their gaps `{0}`, `{1}`, …; [`fill`] puts words in. Program text, error texts and method names stay as they are.

pub(crate) mod bytes;
mod en;
pub(crate) mod real;
pub(crate) mod reference;
pub(crate) mod words;
mod zh_hans;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhHans,
}

impl Lang {
    /// The table of this language.
    pub(crate) fn text(self) -> &'static Text {
        match self {
            Self::En => &en::TEXT,
            Self::ZhHans => &zh_hans::TEXT,
        }
    }

    /// The lessons in this language, in the order of the picker.
    pub(crate) fn lessons(self) -> &'static [LessonText] {
        match self {
            Self::En => &en::LESSONS,
            Self::ZhHans => &zh_hans::LESSONS,
        }
    }

    /// BCP 47 tag, as the `lang` attribute wants it.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
        }
    }

    /// The language that a browser's preference asks for.
    pub(crate) fn of_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::ZhHans } else { Self::En }
    }

    /// The other one, for the toggle.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::En => Self::ZhHans,
            Self::ZhHans => Self::En,
        }
    }
}

/// The words of one lesson. `code` and **strong** are marked as in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LessonText {
    /// As in the picker, without its number.
    pub(crate) name: &'static str,
    /// The question it answers.
    pub(crate) title: &'static str,
    /// What to see.
    pub(crate) body: &'static str,
    /// What to try.
    pub(crate) hint: &'static str,
}

macro_rules! texts {
    ($($key:ident)*) => {
        /// The words of one language.
        pub(crate) struct Text {
            $(pub(crate) $key: &'static str,)*
        }

        #[cfg(test)]
        impl Text {
            fn entries(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key)),*]
            }
        }
    };
}

texts! {
    // The frame of the page.
    tagline skip_to_step lesson_picker lesson_previous lesson_next try_label language_switch language_name
    theme theme_auto theme_light theme_dark reset reset_hint help help_title close
    key_step key_back key_ends key_play key_reset key_help key_run
    // Handing a moment on.
    share share_title share_note share_link share_copy share_copied share_embed share_embed_note share_view share_controls share_preview share_files
    keep_programs keep_run keep_moment open open_hint open_drop open_again open_note opened open_failed open_unknown open_large open_saved open_damaged
    open_method open_empty open_many readme_several readme_one readme_typed readme_expect readme_differs readme_again
    view_full view_stage view_pipe view_bench controls_full controls_steps controls_none open_in
    link_version link_changed link_large scenario_unknown scenario_gallery reset_done reset_undo
    // The link's knobs.
    link_summary link_title latency piece_max piece_max_none gap seed latency_note piece_note gap_note seed_note
    // Programs.
    editor_label variables variables_none output output_none variables_more
    output_hidden in_function control_line control_recv control_payload control_bytes drag_hint
    problem_at problem_kept changed_mark
    // What a program is doing.
    status_not_started status_running status_exited status_exited_code status_failed status_limit status_out_of_steps status_blocked
    // What a call waits for.
    wait_bytes_open wait_connection wait_handshake wait_queue_full wait_room wait_datagram wait_any wait_time wait_thread
    note_waiting note_bytes note_fd
    // The pipe.
    pipe pipe_title pipe_none pipe_none_hint stream_idle stream_summary fin_open fin_sent fin_arrived fin_read was_reset connection_n
    send_buffer on_link receive_buffer tank_of tank_plain piece_label piece_short piece_waiting piece_link piece_sending piece_lost piece_eof fin_mark rst_mark
    legend_send legend_taken legend_waiting piece_aria byte_at byte_sent byte_arrived byte_taken byte_not_taken ribbon_hint ribbon_window ribbon_earlier ribbon_later nobody
    // The end of a stream that is a real program.
    outsider legend_outside byte_outside piece_outside tank_unseen
    // Moving in time.
    transport first back step play pause speed last next_recv where_step where_of where_line scrubber lane_link running_on
    // The bench.
    bench story sockets reference every_line story_label sockets_none
    col_program col_fd col_state col_local col_peer col_queue
    socket_unconnected socket_bound socket_listening socket_connecting socket_connected socket_closed queue_of
    ports_title ports_intro methods_title methods_intro for_server for_client for_both
    // The pickle view.
    pickle pk_source pk_none_in_run pk_own pk_written pk_loaded pk_read pk_write
    pk_protocols pk_safety pk_paste pk_take pk_append pk_file pk_example_list pk_example_cut
    pk_example_hostile pk_bytes pk_opcodes pk_stack pk_memo pk_object pk_top pk_chosen
    pk_nothing pk_write_value pk_opcode_of pk_step_of pk_range_write pk_range pk_protocol pk_protocol_n pk_col_at pk_col_opcode
    pk_col_argument pk_col_effect pk_col_object pk_col_emitted pk_size pk_literal pk_empty pk_begin
    pk_done pk_behind pk_limit pk_pickles pk_here pk_bytes_n pk_bytes_one pk_are pk_is pk_starved_opcode pk_starved_line pk_starved_argument
    pk_starved_payload pk_byte pk_byte_missing pk_byte_came pk_safe pk_notice pk_unsafe pk_would_import
    pk_would_call pk_at pk_sev_notice pk_sev_suspicious pk_sev_dangerous pk_only_allowed pk_allowed
    // What happened.
    ev_begin ev_started ev_line ev_begun ev_blocked ev_done ev_fd ev_fd_peer ev_count ev_bytes ev_bytes_detail ev_bytes_left ev_eof ev_eof_detail ev_gave ev_failed ev_printed ev_printed_err
    ev_thread ev_thread_ended ev_exited ev_exited_code ev_failed_exit ev_limit ev_out_of_steps
    net_opened net_bound net_listening net_connect_sent net_refused net_queued net_dropped net_connected net_accepted net_sent net_departed net_arrived net_taken
    net_fin_sent net_fin_arrived net_reset net_reset_arrived net_closed net_requested net_connect_failed net_fin_queued net_end_read net_lost net_port_kept
    lost_unread lost_late lost_reset lost_truncated lost_no_receiver
    hint_refused hint_partial hint_waiting hint_fin
    full_stop
    waits_on standstill standstill_on standstill_mutual standstill_promised out_of_steps_notice limit_notice
    link_name
}

/// `template` with `{0}`, `{1}`, … replaced by `words`.
pub(crate) fn fill(template: &str, words: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let gap = &rest.as_bytes()[open..];
        match gap.get(1).map(|digit| usize::from(digit.wrapping_sub(b'0'))) {
            Some(index) if gap.get(2) == Some(&b'}') && index < words.len() => {
                out.push_str(words[index]);
                rest = &rest[open + 3..];
            }
            _ => {
                out.push('{');
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// A count with a narrow space between groups of thousands, as the tanks show it.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Virtual time for people: `3.204 ms`.
pub(crate) fn milliseconds(ns: u64) -> String {
    format!("{}.{:03} ms", grouped(ns / 1_000_000), ns / 1_000 % 1_000)
}

#[cfg(test)]
mod tests {
    use super::{Lang, fill, grouped, milliseconds};

    /// The gaps of a template.
    fn gaps(template: &str) -> Vec<&str> {
        let mut gaps: Vec<&str> = template.match_indices('{').map(|(at, _)| &template[at..at + 3]).collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }

    #[test]
    fn both_languages_say_everything_with_the_same_gaps() {
        let (english, chinese) = (Lang::En.text().entries(), Lang::ZhHans.text().entries());
        assert_eq!(english.len(), chinese.len());
        for ((key, en), (_, zh)) in english.into_iter().zip(chinese) {
            assert!(!en.is_empty() && !zh.is_empty(), "{key} is empty");
            assert_eq!(gaps(en), gaps(zh), "gaps of {key}");
        }
    }

    #[test]
    fn both_languages_have_every_lesson_with_the_same_marks() {
        let (english, chinese) = (Lang::En.lessons(), Lang::ZhHans.lessons());
        assert_eq!(english.len(), chinese.len());
        for (en, zh) in english.iter().zip(chinese) {
            for (en, zh) in [(en.title, zh.title), (en.body, zh.body), (en.hint, zh.hint)] {
                assert_eq!(en.matches('`').count() % 2, 0, "{en}");
                assert_eq!(zh.matches('`').count() % 2, 0, "{zh}");
            }
        }
    }

    #[test]
    fn gaps_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("{1} of {0}, {2}", &["a", "{1}"]), "{1} of a, {2}");
        assert_eq!(fill("{", &[]), "{");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(131_072), "131\u{202f}072");
        assert_eq!(milliseconds(3_204_999), "3.204 ms");
    }
}
