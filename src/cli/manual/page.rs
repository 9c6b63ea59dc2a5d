//! The manual as one page for a browser.

use pulldown_cmark::{Options, Parser, html};

use crate::text;

use super::CHAPTERS;

const HEAD: &str = include_str!("page.html");

/// The whole manual, contents first: `HUONG-DAN.html`.
pub(crate) fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("<h1>Hướng dẫn dùng tonghop</h1>\n<ul class=\"contents\">\n");
    for chapter in &CHAPTERS {
        let (title, about) = (chapter.title(), chapter.about);
        page.push_str(&format!("<li><a href=\"#{}\">{title}</a>: {about}</li>\n", text::slug(title)));
    }
    page.push_str("</ul>\n");
    for chapter in &CHAPTERS {
        page.push_str(&format!("<section id=\"{}\">\n", text::slug(chapter.title())));
        html::push_html(&mut page, Parser::new_ext(&chapter.markdown(), Options::empty()));
        page.push_str("</section>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}
