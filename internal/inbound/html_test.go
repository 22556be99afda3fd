package inbound_test

import (
	"strings"
	"testing"

	"ordholden/internal/inbound"
)

func page(body string) []byte {
	return letter("Content-Type: text/html; charset=utf-8\n", body)
}

func TestHTMLIsReadAsItShows(t *testing.T) {
	for name, c := range map[string]struct{ html, want string }{
		"no markup":                 {"Slett   meg\n nå", "Slett meg nå"},
		"paragraphs":                {"<p>en</p>\n<p>to</p>", "en\n\nto"},
		"divs":                      {"<div>en</div><div>to</div><div><br></div><div>tre</div>", "en\nto\n\ntre"},
		"breaks":                    {"en<br>to<br/><BR>tre", "en\nto\n\ntre"},
		"tags within a word":        {"<p>slet<b>te</b><span lang=NO>,</span> (<i>alt</i>)</p>", "slette, (alt)"},
		"entities":                  {"&aring;&#248;&#xe6; &lt;b&gt; &amp;amp; a&nbsp;b", "åøæ <b> &amp; a b"},
		"lists":                     {"<ul><li>en</li>\n<li> to</li></ul>slutt", "* en\n* to\n\nslutt"},
		"tables":                    {"<table><tr><td>Navn</td><td>Ola</td></tr><tr><th>By</th><td>Oslo</td></tr></table>", "Navn Ola\nBy Oslo"},
		"headings":                  {"<h1>Krav</h1>Slett", "Krav\n\nSlett"},
		"links":                     {`<a href="https://example.com/">her</a> og <a href="mailto:a@example.com">a@example.com</a>`, "her og a@example.com"},
		"scripts and styles":        {"<style>p { color: red }</style><script>slett('x')</script><title>t</title><p>Hei</p><SCRIPT>a<b</SCRIPT>du", "Hei\n\ndu"},
		"comments":                  {"a<!-- slett --><!--[if mso]><p>slett</p><![endif]-->b", "ab"},
		"preformatted":              {"<pre>en\n  to\n</pre>", "en\n  to"},
		"pictures":                  {`a<img alt="slett" src="cid:x">b`, "ab"},
		"unclosed":                  {"<div><p>en<p>to<div>tre", "en\n\nto\ntre"},
		"closed too often":          {"</div></blockquote></p>en<div>to</div></div></div></pre>tre", "en\nto\n\ntre"},
		"script without end":        {"en<script>to", "en"},
		"hidden characters":         {"s&#8203;l&shy;ett&zwnj;", "slett"},
		"large picture in the text": {`en<img src="data:image/png;base64,` + strings.Repeat("iVBORw0K", 300_000) + `">to`, "ento"},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(page(c.html))
			equal(t, "Text", m.Text.Reveal(), c.want)
			faultless(t, m)
		})
	}
}

func TestQuotationsInHTMLAreNotTheSendersOwn(t *testing.T) {
	for name, c := range map[string]struct{ html, own, quoted string }{
		"blockquote":               {"<div>Ja.</div><blockquote>Vil du?</blockquote>", "Ja.", "> Vil du?"},
		"Apple Mail":               {`<div>Ja, slett.</div><div><br><blockquote type="cite"><div>3. mars 2026 kl. 10:15 skrev Mojob &lt;ahoy@mojob.io&gt;:</div><br><div>Slett alt?</div></blockquote></div>`, "Ja, slett.", "Slett alt?"},
		"Gmail":                    {`<div dir="ltr">Ja, slett.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">tir. 3. mars 2026 kl. 10:15 skrev Mojob &lt;<a href="mailto:ahoy@mojob.io">ahoy@mojob.io</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div>Slett alt?</div></blockquote></div>`, "Ja, slett.", "Slett alt?"},
		"Gmail, in Polish":         {`<div dir="ltr">Ja.</div><div class="gmail_quote"><div class="gmail_attr">wt., 3 mar 2026 o 10:15 Mojob napisał(a):<br></div><blockquote class="gmail_quote">Slett?</blockquote></div>`, "Ja.", "napisał(a)"},
		"Gmail, answers between":   {`<div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 Mojob wrote:<br></div><blockquote class="gmail_quote">Navn?</blockquote><div>Ola</div><blockquote class="gmail_quote">Slett?</blockquote><div>Ja takk</div></div>`, "Ola\n\nJa takk", "> Navn?"},
		"Gmail, forwarded":         {`<div dir="ltr">Til orientering</div><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>Fra: <strong>Kari</strong> &lt;kari@example.com&gt;<br>Date: tir. 3. mars<br>Subject: Sletting<br></div><br><br><div>Slett meg</div></div><div>mer</div>`, "Til orientering", "Slett meg"},
		"Gmail, a bare quote":      {`<div>Ja.</div><div class="gmail_quote">Slett alt?</div>`, "Ja.", "Slett alt?"},
		"Gmail, indented by hand":  {`<div>Dette:</div><blockquote style="margin: 0 0 0 40px; border: none; padding: 0px"><div>slett alt</div></blockquote>`, "Dette:\n\nslett alt", ""},
		"Gmail, signature":         {`<div>Slett meg</div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Ola<br>Sletteveien 1</div>`, "Slett meg", ""},
		"Outlook on the web":       {`<div class="elementToProof">Ja, slett.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><font><b>Fra:</b> Mojob &lt;ahoy@mojob.io&gt;<br><b>Sendt:</b> tirsdag 3. mars 2026 10:15<br><b>Til:</b> Ola<br><b>Emne:</b> Sletting</font></div><div>Slett alt?</div>`, "Ja, slett.", "Slett alt?"},
		"Outlook, any language":    {`<div>Ja.</div><div id="divRplyFwdMsg"><b>Od:</b> x</div><div>Slett alt?</div>`, "Ja.", "Slett alt?"},
		"Outlook, quoting Outlook": {`<div>Ja.</div><div class="x_moz-cite-prefix">Mojob, i går</div><div class="x_yahoo_quoted">Slett alt?</div>`, "Ja.", "Slett alt?"},
		"Outlook for Windows":      {`<div class=WordSection1><p class=MsoNormal>Ja, sl<span lang=NO>ett</span>.<o:p></o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Fra:</b> Mojob &lt;ahoy@mojob.io&gt; <br><b>Sendt:</b> tirsdag 3. mars 2026 10:15<br><b>Til:</b> Ola<br><b>Emne:</b> SV: Sletting<o:p></o:p></p></div></div><p class=MsoNormal>Slett alt?</p></div>`, "Ja, slett.", "Slett alt?"},
		"Thunderbird":              {`<p>Ja, slett.</p><div class="moz-cite-prefix">Den 03.03.2026 10:15, skrev Mojob:<br></div><blockquote type="cite" cite="mid:x"><pre class="moz-quote-pre">Slett alt?</pre></blockquote><p>Mer fra meg</p>`, "Ja, slett.\n\nMer fra meg", "> Slett alt?"},
		"Thunderbird, forwarded":   {`<p>Se under</p><div class="moz-forward-container"><br>-------- Videresendt melding --------<table><tr><th>Emne:</th><td>x</td></tr></table>Slett alt</div>`, "Se under", "Slett alt"},
		"Yahoo":                    {`<div>Ja</div><div id="ymail_android_signature">Sendt fra Yahoo Mail</div><div class="yahoo_quoted"><div>Den tirsdag 3. mars skrev Mojob:</div><div>Slett alt?</div></div>`, "Ja", "Slett alt?"},
		"Proton":                   {`<div>Ja</div><div class="protonmail_quote">On Tuesday wrote Mojob:<br><blockquote class="protonmail_quote">Slett?</blockquote></div>`, "Ja", "Slett?"},
		"Outlook on a phone":       {`<div>Ja</div><div id="ms-outlook-mobile-signature">Hent <a href="https://aka.ms/x">Outlook for iOS</a></div><div id="mail-editor-reference-message-container"><div>Slett alt?</div></div>`, "Ja", "Slett alt?"},
		"quote within a quote":     {"<blockquote>en<blockquote>to</blockquote>tre</blockquote>svar", "svar", "> tre"},
		"quote that is unclosed":   {"<div><blockquote><div>en</div></div>svar", "svar", "> en"},
		"quoted by hand":           {"<div>&gt; Slett alt?</div><div>Ja</div>", "Ja", "> Slett alt?"},
	} {
		t.Run(name, func(t *testing.T) {
			m := inbound.Read(page(c.html))
			equal(t, "Own", m.Own.Reveal(), c.own)
			if !strings.Contains(m.Quoted.Reveal(), c.quoted) {
				t.Errorf("Quoted is %q, without %q", m.Quoted.Reveal(), c.quoted)
			}
			faultless(t, m)
		})
	}
}
