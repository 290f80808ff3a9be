//! The few drawings of the page, as inline SVG that takes the colour of its text.

use yew::{Html, html};

/// The page's mark: a pulse on a line.
pub(crate) fn mark() -> Html {
    html! {
        <svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M1 12h4.5l2-7 3.5 13 3-9.500 1.500 3.500H21" />
        </svg>
    }
}

/// A filled drawing in a box of 12 by 12.
fn solid(path: &'static str) -> Html {
    html! { <svg width="12" height="12" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true"><path d={path} /></svg> }
}

pub(crate) fn first() -> Html {
    solid("M1 1h2v10H1zM11 1v10L4 6z")
}

pub(crate) fn last() -> Html {
    solid("M9 1h2v10H9zM1 1v10l7-5z")
}

pub(crate) fn back() -> Html {
    solid("M9.500 1v10L2.500 6z")
}

pub(crate) fn forward() -> Html {
    solid("M2.500 1v10l7-5z")
}

pub(crate) fn pause() -> Html {
    solid("M2 1h3v10H2zM7 1h3v10H7z")
}

pub(crate) fn sun_moon() -> Html {
    html! {
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.250" fill="none" stroke="currentColor" stroke-width="1.500" />
            <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
        </svg>
    }
}

pub(crate) fn link() -> Html {
    html! {
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.500" stroke-linecap="round" aria-hidden="true">
            <path d="M2 4.500h12M2 11.500h12" /><circle cx="5.500" cy="4.500" r="2" fill="var(--color-card)" /><circle cx="10.500" cy="11.500" r="2" fill="var(--color-card)" />
        </svg>
    }
}

pub(crate) fn plug() -> Html {
    html! {
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.500" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M6 1.750v3M10 1.750v3M4 4.750h8v2.500a4 4 0 0 1-8 0zM8 11.250v3" />
        </svg>
    }
}

pub(crate) fn open() -> Html {
    html! {
        <svg width="15" height="15" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M1.750 13V3.250h4.500l1.500 2h6.500V13zM8 11.250v-4M6.250 9 8 7.250 9.750 9" />
        </svg>
    }
}

pub(crate) fn share() -> Html {
    html! {
        <svg width="15" height="15" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M8 10V2M5 4.500 8 1.500l3 3M4 7.500H2.750v6.500h10.500V7.500H12" />
        </svg>
    }
}

pub(crate) fn reset() -> Html {
    html! {
        <svg width="15" height="15" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M3 8a5 5 0 1 0 1.600-3.700M3 2.500v2.750h2.750" />
        </svg>
    }
}
