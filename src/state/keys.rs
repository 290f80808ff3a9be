//! Which key does what. Never the keys that a browser needs: F5, F11, F12, Ctrl+S.
//! Knows no events of the browser, only what they say.

use super::Action;

/// A key press, outside of text fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyPress<'a> {
    /// As `KeyboardEvent.key` names it.
    pub(crate) key: &'a str,
    /// Whether Shift is down.
    pub(crate) shift: bool,
    /// Whether Ctrl or Meta is down.
    pub(crate) control: bool,
    /// Whether focus is on something that uses Space, Enter, arrows, Home and End itself.
    pub(crate) on_widget: bool,
}

/// The action of a key, if it has one.
pub(crate) fn action(press: KeyPress<'_>) -> Option<Action> {
    if press.control {
        return (press.key == "Enter").then_some(Action::Rerun);
    }
    match press.key {
        "F10" if press.shift => Some(Action::Back),
        "F10" | "." => Some(Action::Forward),
        "," => Some(Action::Back),
        "r" | "R" => Some(Action::Reset),
        "?" => Some(Action::Help(true)),
        " " if !press.on_widget => Some(Action::TogglePlay),
        "Home" if !press.on_widget => Some(Action::First),
        "End" if !press.on_widget => Some(Action::Last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, KeyPress, action};

    #[test]
    fn keys_step_and_browser_keys_stay_free() {
        let press = |key| KeyPress { key, shift: false, control: false, on_widget: false };
        assert_eq!(action(press(".")), Some(Action::Forward));
        assert_eq!(action(press("F10")), Some(Action::Forward));
        assert_eq!(action(KeyPress { shift: true, ..press("F10") }), Some(Action::Back));
        assert_eq!(action(KeyPress { control: true, ..press("Enter") }), Some(Action::Rerun));
        assert_eq!(action(KeyPress { on_widget: true, ..press(" ") }), None);
        for key in ["F5", "F11", "F12", "Tab", "Enter"] {
            assert_eq!(action(press(key)), None);
        }
        assert_eq!(action(KeyPress { control: true, ..press("s") }), None);
    }
}
