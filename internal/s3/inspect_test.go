package s3_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	local "ordholden/infra/local/s3"
)

const (
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	odt  = "application/vnd.oasis.opendocument.text"
)

func packed(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, name := range names {
		header := &zip.FileHeader{Name: name, Method: zip.Store}
		f, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Repeat("<x/>", 2000)
		if i == 0 && name == "mimetype" {
			text = odt
		}
		_, _ = io.WriteString(f, text)
	}
	_ = w.Close()
	return b.Bytes()
}

func TestAFileIsWhatItsContentShows(t *testing.T) {
	server := start(t)
	b := filesAt(server.URL)
	for what, c := range map[string]struct {
		content []byte
		want    string
	}{
		"pdf":                  {[]byte("%PDF-1.4\n"), pdf},
		"png":                  {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "image/png"},
		"jpeg":                 {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), "image/jpeg"},
		"docx":                 {packed(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml"), docx},
		"odt":                  {packed(t, "mimetype", "content.xml"), odt},
		"zip":                  {packed(t, "a.txt", "b.txt"), "application/zip"},
		"text":                 {[]byte("Kjære dere,\r\n\r\nJeg søker stillingen.\r\n"), "text/plain"},
		"Latin text":           {[]byte("Kj\xe6re dere, jeg s\xf8ker\x85"), "text/plain"},
		"text with commas":     {[]byte("navn,alder\nKari,40\nOla,41\n"), "text/plain"},
		"text like mail":       {[]byte("Subject: Søknad\nFrom: Kari\n\nHei"), "text/plain"},
		"text that ends badly": {append(bytes.Repeat([]byte("Hei "), 100_000), 0), ""},
		"no text":              {append(bytes.Repeat([]byte("Hei "), 100_000), 0xe6, 0x81), ""},
		"page":                 {[]byte("<!DOCTYPE html><html><script>alert(1)</script></html>"), "text/html"},
		"drawing":              {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`), "image/svg+xml"},
		"program":              {[]byte("MZ\x90\x00\x03\x00"), "application/vnd.microsoft.portable-executable"},
		"noise":                {[]byte{0, 1, 2, 3}, ""},
		"nothing":              {nil, ""},
		"across two reads":     {[]byte(strings.Repeat("æ", 40_000) + "x" + strings.Repeat("æ", 40_000)), "text/plain"},
	} {
		if err := server.Put(filesName, "quarantine/"+place+"f1", local.Object{Body: c.content}); err != nil {
			t.Fatal(err)
		}
		found, err := b.Inspect(t.Context(), record, cv, most)
		if err != nil || found.Type != c.want || found.Size != int64(len(c.content)) || found.Digest != digestOf(c.content) {
			t.Errorf("%s: %q, %d bytes, %v", what, found.Type, found.Size, err)
		}
	}
}

func TestAFileOverTheBoundIsToldByItsSizeAlone(t *testing.T) {
	server := start(t)
	for size, over := range map[int]bool{most: false, most + 1: true, most + 5000: true} {
		if err := server.Put(filesName, "quarantine/"+place+"f1", local.Object{Body: bytes.Repeat([]byte("x"), size)}); err != nil {
			t.Fatal(err)
		}
		found, err := filesAt(server.URL).Inspect(t.Context(), record, cv, most)
		if err != nil || found.Size != int64(size) || found.Held() == over {
			t.Errorf("%d bytes: %+v, %v", size, found, err)
		}
	}
}
