"""Reads a page of the tools as a tree of elements, and holds it to what every page must be: well formed, with its landmarks,
headings and table heads, nothing loaded, no style or script but those its policy names, and no id of ours in what people read."""
import base64
import hashlib
import html.parser
import re

VOID = {"meta", "link", "br", "hr", "input"}
# What is the user's own, or is to be copied.
OWN = {"code", "pre", "style", "script"}


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, attributes, parent, []

    def get(self, name):
        return self.attributes.get(name)

    def all(self, tag=None, **wanted):
        """Elements below this one; `data_kind="due"` asks for data-kind, True for its presence."""
        for child in self.children:
            if isinstance(child, Element):
                names = {key.replace("_", "-"): value for key, value in wanted.items()}
                if tag in (None, child.tag) and all((k in child.attributes) if v is True else child.get(k) == v for k, v in names.items()):
                    yield child
                yield from child.all(tag, **wanted)

    def one(self, tag=None, **wanted):
        found = list(self.all(tag, **wanted))
        return found[0] if len(found) == 1 else None

    def words(self, of_ours=False):
        if of_ours and (self.tag in OWN or self.get("translate") == "no"):
            return ""
        between = " " if self.tag in ("tr", "table", "section", "p", "li", "dl", "div") else ""
        return between + "".join(c if isinstance(c, str) else c.words(of_ours) for c in self.children) + between


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.mistakes = []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {k: v or "" for k, v in attrs}, self.at)
        if len(element.attributes) != len(attrs):
            self.mistakes.append(f"an attribute twice in <{tag}>")
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.at.tag != tag:
            self.mistakes.append(f"</{tag}> where <{self.at.tag}> is open")
        elif self.at.parent is not None:
            self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


def hashed(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def read(text):
    """The page's html element, and what is wrong with it as a page."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    wrong = list(reader.mistakes)
    if reader.at is not reader.root:
        wrong.append(f"<{reader.at.tag}> is left open")
    page = next((c for c in reader.root.children if isinstance(c, Element) and c.tag == "html"), None)
    if page is None:
        return reader.root, wrong + ["no html element"]

    def hold(claim, words):
        if not claim:
            wrong.append(words)

    hold(text.startswith("<!DOCTYPE html>"), "no doctype")
    hold(page.get("lang") in ("en-GB", "cy"), f"lang {page.get('lang')}")
    body = page.one("body")
    hold(body is not None and body.get("data-page"), "no data-page")
    hold(page.one("head") is not None and page.one("head").one("title") is not None, "no title")
    for landmark in ("h1", "header", "nav", "main", "footer"):
        hold(page.one(landmark) is not None, f"not one {landmark}")
    hold(page.one("main", id="main") is not None, "no main#main")
    links = list(page.all("a"))
    hold(links and links[0].get("href") == "#main", "the first link does not skip to the content")
    # headings: none empty, no level left out
    level = 0
    for heading in (e for e in page.all() if re.fullmatch("h[1-6]", e.tag)):
        hold(heading.words().strip(), "an empty heading")
        hold(int(heading.tag[1]) <= level + 1, f"{heading.tag} after h{level}: {heading.words().strip()[:60]}")
        level = int(heading.tag[1])
    # policy
    policy = next((m.get("content") for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"), "")
    hold(policy.startswith("default-src 'none'") and "unsafe" not in policy, f"policy {policy}")
    for element, name in (("style", "style-src"), ("script", "script-src")):
        for one in page.all(element):
            inline = one.words()
            hold(one.get("src") or hashed(inline) in policy.split(name, 1)[1].split(";")[0], f"the policy does not name the {element}")
    for element in page.all():
        hold(not any(a.startswith("on") or a == "style" for a in element.attributes), f"<{element.tag}> with {sorted(element.attributes)}")
        for a in ("src", "href"):
            value = element.get(a)
            hold(value is None or not re.match(r"[a-z]+:|//", value), f"{a} {value}")
        hold(element.tag not in ("img", "iframe", "object", "form", "embed"), f"<{element.tag}>")
    # anchors
    ids = [e.get("id") for e in page.all() if "id" in e.attributes]
    hold(len(ids) == len(set(ids)), f"an id twice: {sorted(i for i in set(ids) if ids.count(i) > 1)[:3]}")
    for link in links:
        href = link.get("href") or ""
        hold(not href.startswith("#") or href[1:] in ids, f"{href} leads nowhere")
    # tables
    for table in page.all("table"):
        caption = table.one("caption")
        hold(caption is not None and caption.words().strip(), "a table without a caption")
        for row in table.all("tr"):
            heads = [c for c in row.children if isinstance(c, Element) and c.tag == "th"]
            in_head = row.parent.tag == "thead"
            hold(heads and all(h.get("scope") == ("col" if in_head else "row") for h in heads), "a row without a heading of its own")
            hold(not in_head or all(h.words().strip() for h in heads), "a column without a name")
        region = table.parent
        hold(region.get("role") == "region" and region.get("tabindex") == "0" and region.get("aria-label"), "a table in no region of its own")
    for drawing in page.all("svg", role="img"):
        own = [part for part in drawing.children if isinstance(part, Element) and part.tag == "title"]  # its marks have theirs
        hold(drawing.get("aria-label") or len(own) == 1, "a picture without a name")
    # words
    shown = (body or page).words(of_ours=True)
    for pattern, what in ((r"\b[a-z0-9]+_[a-z0-9_]+", "an id"), (r"\bnull\b", "null"), (r"(?<![\w/])/(?:orders|contacts|plan|enforcement|reviews|assessments)\b", "a pointer"), (r"[{}]", "JSON"), (r"(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-])", "a date that is not spoken")):
        found = re.search(pattern, shown)
        hold(found is None, f"{what} stands in what people read: {shown[max(0, found.start() - 60):found.end() + 40]!r}" if found else "")
    return page, wrong
