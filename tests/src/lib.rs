//! What the black-box tests share: the built binary, a running Tidings, a sample world of publishers, a browser.

