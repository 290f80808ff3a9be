//! The browser: the only place that names `web-sys`. Everything here is small, safe to call late, and knows no rule of the page.

pub(crate) mod bridge;
pub(crate) mod canvas;
pub(crate) mod dom;
pub(crate) mod fault;
pub(crate) mod field;
pub(crate) mod files;
pub(crate) mod frame;
pub(crate) mod link;
pub(crate) mod timer;
