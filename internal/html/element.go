// Package html owns the elements and attributes that our pages, mails and copies are written in.
package html

import (
	g "maragu.dev/gomponents"
	library "maragu.dev/gomponents/html"
)

// el is called, never inlined: gomponents renders an element in a closure, and the compiler
// writes that closure out once more wherever its El is inlined, which is every element of
// every page. That is 850 bytes each time, and was more than half of what the pages in a
// function weighed.
//
//go:noinline
func el(name string, children []g.Node) g.Node { return g.El(name, children...) }

// Doctype says before the whole document that it is HTML.
func Doctype(document g.Node) g.Node { return library.Doctype(document) }

// The elements, by their names in the HTML standard; StyleEl and TitleEl have an attribute of
// the same name. What a page newly needs is added here.

func A(children ...g.Node) g.Node        { return el("a", children) }
func Article(children ...g.Node) g.Node  { return el("article", children) }
func Body(children ...g.Node) g.Node     { return el("body", children) }
func Br(children ...g.Node) g.Node       { return el("br", children) }
func Button(children ...g.Node) g.Node   { return el("button", children) }
func Pre(children ...g.Node) g.Node      { return el("pre", children) }
func Code(children ...g.Node) g.Node     { return el("code", children) }
func Dd(children ...g.Node) g.Node       { return el("dd", children) }
func Details(children ...g.Node) g.Node  { return el("details", children) }
func Del(children ...g.Node) g.Node      { return el("del", children) }
func Div(children ...g.Node) g.Node      { return el("div", children) }
func Dl(children ...g.Node) g.Node       { return el("dl", children) }
func Dt(children ...g.Node) g.Node       { return el("dt", children) }
func FieldSet(children ...g.Node) g.Node { return el("fieldset", children) }
func Footer(children ...g.Node) g.Node   { return el("footer", children) }
func Form(children ...g.Node) g.Node     { return el("form", children) }
func H1(children ...g.Node) g.Node       { return el("h1", children) }
func H2(children ...g.Node) g.Node       { return el("h2", children) }
func H3(children ...g.Node) g.Node       { return el("h3", children) }
func H4(children ...g.Node) g.Node       { return el("h4", children) }
func HTML(children ...g.Node) g.Node     { return el("html", children) }
func Head(children ...g.Node) g.Node     { return el("head", children) }
func Header(children ...g.Node) g.Node   { return el("header", children) }
func Input(children ...g.Node) g.Node    { return el("input", children) }
func Ins(children ...g.Node) g.Node      { return el("ins", children) }
func Label(children ...g.Node) g.Node    { return el("label", children) }
func Legend(children ...g.Node) g.Node   { return el("legend", children) }
func Li(children ...g.Node) g.Node       { return el("li", children) }
func Link(children ...g.Node) g.Node     { return el("link", children) }
func Main(children ...g.Node) g.Node     { return el("main", children) }
func Meta(children ...g.Node) g.Node     { return el("meta", children) }
func Nav(children ...g.Node) g.Node      { return el("nav", children) }
func NoScript(children ...g.Node) g.Node { return el("noscript", children) }
func Ol(children ...g.Node) g.Node       { return el("ol", children) }
func P(children ...g.Node) g.Node        { return el("p", children) }
func Script(children ...g.Node) g.Node   { return el("script", children) }
func Section(children ...g.Node) g.Node  { return el("section", children) }
func Span(children ...g.Node) g.Node     { return el("span", children) }
func Strong(children ...g.Node) g.Node   { return el("strong", children) }
func StyleEl(children ...g.Node) g.Node  { return el("style", children) }
func Summary(children ...g.Node) g.Node  { return el("summary", children) }
func Table(children ...g.Node) g.Node    { return el("table", children) }
func Td(children ...g.Node) g.Node       { return el("td", children) }
func Textarea(children ...g.Node) g.Node { return el("textarea", children) }
func Time(children ...g.Node) g.Node     { return el("time", children) }
func TitleEl(children ...g.Node) g.Node  { return el("title", children) }
func Tr(children ...g.Node) g.Node       { return el("tr", children) }
func Ul(children ...g.Node) g.Node       { return el("ul", children) }
