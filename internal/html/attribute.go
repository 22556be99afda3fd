package html

import g "maragu.dev/gomponents"

// Attr is an attribute and its value. It is not inlined either: see el.
//
//go:noinline
func Attr(name, value string) g.Node { return g.Attr(name, value) }

// Flag is an attribute that says all by being there.
//
//go:noinline
func Flag(name string) g.Node { return g.Attr(name) }

// Aria is what a page tells assistive technology.
func Aria(name, v string) g.Node { return Attr("aria-"+name, v) }

// Data is what an element carries for our own scripts and style sheet.
func Data(name, v string) g.Node { return Attr("data-"+name, v) }

// The attributes, by their names in the HTML standard.

func Accept(v string) g.Node       { return Attr("accept", v) }
func Action(v string) g.Node       { return Attr("action", v) }
func AutoComplete(v string) g.Node { return Attr("autocomplete", v) }
func Charset(v string) g.Node      { return Attr("charset", v) }
func Class(v string) g.Node        { return Attr("class", v) }
func Content(v string) g.Node      { return Attr("content", v) }
func DateTime(v string) g.Node     { return Attr("datetime", v) }
func EncType(v string) g.Node      { return Attr("enctype", v) }
func For(v string) g.Node          { return Attr("for", v) }
func Href(v string) g.Node         { return Attr("href", v) }
func ID(v string) g.Node           { return Attr("id", v) }
func Lang(v string) g.Node         { return Attr("lang", v) }
func Method(v string) g.Node       { return Attr("method", v) }
func Name(v string) g.Node         { return Attr("name", v) }
func Rel(v string) g.Node          { return Attr("rel", v) }
func Role(v string) g.Node         { return Attr("role", v) }
func Rows(v string) g.Node         { return Attr("rows", v) }
func Src(v string) g.Node          { return Attr("src", v) }
func Style(v string) g.Node        { return Attr("style", v) }
func TabIndex(v string) g.Node     { return Attr("tabindex", v) }
func Type(v string) g.Node         { return Attr("type", v) }
func Value(v string) g.Node        { return Attr("value", v) }
func Width(v string) g.Node        { return Attr("width", v) }

// The attributes without a value.

func AutoFocus() g.Node { return Flag("autofocus") }
func Checked() g.Node   { return Flag("checked") }
func Defer() g.Node     { return Flag("defer") }
func Required() g.Node  { return Flag("required") }
