//! A page in a browser: finding, typing, and waiting until something can be seen. Knows WebDriver, not what the page shows.

use crate::session::Look;
use anyhow::{Context, Result, bail};
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::*;

/// How long a condition may take to come true on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks at the page.
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// A page in a browser.
pub struct Page {
    browser: WebDriver,
    look: Look,
}

impl Page {
    pub(crate) fn new(browser: WebDriver, look: Look) -> Self {
        Self { browser, look }
    }

    /// Makes the viewport exactly as wide as asked for (a window cannot be as narrow as a phone) and sets the colour scheme.
    pub(crate) async fn emulate(&self) -> Result<()> {
        let Look { width, height, dark } = self.look;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        let scheme = json!([{ "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": scheme })).await
    }

    /// Sends one command of the DevTools protocol.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn devtools(&self, name: &'static str, parameters: Value) -> Result<()> {
        let command = DevTools { name, parameters };
        self.browser
            .cmd(Command::ExtensionCommand(Box::new(command)))
            .await
            .with_context(|| format!("{name} failed"))?;
        Ok(())
    }

    /// Goes to an address and waits until the document is loaded.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn goto(&self, address: &str) -> Result<()> {
        self.browser.goto(address).await.with_context(|| format!("cannot open {address}"))
    }

    /// Goes back, as the browser's own button does.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn back(&self) -> Result<()> {
        self.browser.back().await.context("cannot go back")
    }

    /// The first element that `selector` finds, waiting until there is one.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let mut found = None;
        self.until(&format!("an element {selector}"), async || {
            found = self.browser.find(By::Css(selector)).await.ok();
            Ok(found.is_some())
        })
        .await?;
        found.context("invariant: the wait ended with an element")
    }

    /// Clicks the first element that `selector` finds, once it can be clicked.
    ///
    /// # Errors
    /// When it cannot in time.
    pub async fn click(&self, selector: &str) -> Result<()> {
        self.until(&format!("a click on {selector}"), async || match self.browser.find(By::Css(selector)).await {
            Ok(element) => Ok(element.click().await.is_ok()),
            Err(_) => Ok(false),
        })
        .await
    }

    /// Visible text of the first element that `selector` finds, or nothing if there is none.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let script = "const found = document.querySelector(arguments[0]); return found ? found.innerText : '';";
        self.script(script, vec![json!(selector)]).await
    }

    /// How many elements `selector` finds.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        self.script("return document.querySelectorAll(arguments[0]).length;", vec![json!(selector)]).await
    }

    /// Sets the value of a text field, slider or editor as typing does, with one `input` event, and a `change` behind it.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn set_value(&self, selector: &str, value: &str) -> Result<()> {
        const SCRIPT: &str = "const field = document.querySelector(arguments[0]);
            const kind = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : field.tagName === 'SELECT' ? HTMLSelectElement : HTMLInputElement;
            field.focus();
            Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, arguments[1]);
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        self.find(selector).await?;
        let _set: bool = self.script(SCRIPT, vec![json!(selector), json!(value)]).await?;
        Ok(())
    }

    /// Goes into the frame of the `<sock-scope>` with this id.
    ///
    /// # Errors
    /// When it has none in time.
    pub async fn enter_frame(&self, id: &str) -> Result<()> {
        let host = self.find(&format!("#{id}")).await?;
        let root = host.get_shadow_root().await?;
        let frame = root.find(By::Css("iframe")).await.with_context(|| format!("#{id} has no frame"))?;
        Ok(frame.enter_frame().await?)
    }

    /// Comes back to the page around.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn leave_frame(&self) -> Result<()> {
        Ok(self.browser.enter_default_frame().await?)
    }

    /// Sends keys to the element that has the focus, or to the page.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn keys(&self, keys: &str) -> Result<()> {
        Ok(self.browser.active_element().await?.send_keys(keys).await?)
    }

    /// Runs a script and converts what it returns.
    ///
    /// # Errors
    /// When it throws or returns something else.
    pub async fn script<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        Ok(self.browser.execute(script, arguments).await?.convert()?)
    }

    /// Runs a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// When it throws or hands over something else.
    pub async fn script_async<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        Ok(self.browser.execute_async(script, arguments).await?.convert()?)
    }

    /// Looks at the page again and again until `condition` holds. `what` says what is awaited.
    ///
    /// # Errors
    /// When it does not hold in time, or cannot be evaluated.
    pub async fn until(&self, what: &str, mut condition: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
        let started = Instant::now();
        loop {
            if condition().await.with_context(|| format!("while waiting for {what}"))? {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                bail!("waited {} s for {what}", PATIENCE.as_secs());
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Waits until the text of `selector` contains `wanted`.
    ///
    /// # Errors
    /// When it does not in time; the error shows the text that was there.
    pub async fn until_text(&self, selector: &str, wanted: &str) -> Result<()> {
        let mut seen = String::new();
        let waited = self
            .until(&format!("{wanted:?} in {selector}"), async || {
                seen = self.text(selector).await?;
                Ok(seen.contains(wanted))
            })
            .await;
        waited.with_context(|| format!("{selector} says {seen:?}"))
    }

    /// A picture of the viewport, as PNG.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.browser.screenshot_as_png().await?)
    }

    /// Leaves a picture and the text of a failed page where xtask wants it.
    pub(crate) async fn leave_evidence(&self) {
        let Some(folder) = std::env::var_os("SOCKSCOPE_EVIDENCE") else { return };
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let file = std::path::Path::new(&folder).join(format!("{name}.png"));
        if let Ok(picture) = self.picture().await
            && std::fs::write(&file, picture).is_ok()
        {
            eprintln!("what the page looked like: {}", file.display());
        }
    }
}

#[derive(Debug)]
struct DevTools {
    name: &'static str,
    parameters: Value,
}

impl ExtensionCommand for DevTools {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "cmd": self.name, "params": self.parameters }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/goog/cdp/execute".into()
    }
}
