package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"

	"ordholden/infra/banner/bundle"
	"ordholden/infra/controllers"
	"ordholden/internal/banner"
	"ordholden/internal/controller"
)

// What the cookie banner may weigh on the wire, in kilobytes of a thousand bytes: all of it,
// and what of it is ours and not the library's.
const (
	maxBanner = 21
	maxOurs   = 5
)

// banner weighs the script of each controller, as it is served compressed. Our part is what
// is left when the library's script and the style are weighed by themselves: what stands in
// our own modules, and what is said of the controller.
func (b *bench) banner(context.Context) ([]figure, error) {
	made, err := bundle.Build(".")
	if err != nil {
		return nil, err
	}
	ours, err := bundle.Ours(".")
	if err != nil {
		return nil, err
	}
	figures := []figure{atMost("our own part of the banner, without the controller's words", "%.2f KB", compressedSize([]byte(ours)), maxOurs)}
	registry := controllers.Registry()
	for _, d := range registry.Newest() {
		if script, ok := banner.Compose(made, d, controller.Revision(registry, d.ID)); ok {
			figures = append(figures, atMost("banner of "+string(d.ID), "%.2f KB", float64(len(script.Gzip))/1000, maxBanner))
		}
	}
	const modules = "infra/local/node_modules/"
	for _, other := range []struct {
		what  string
		files []string
	}{
		{"vanilla-cookieconsent alone, without any words", []string{"vanilla-cookieconsent/dist/cookieconsent.esm.js", "vanilla-cookieconsent/dist/cookieconsent.css"}},
		{"Klaro alone, with its words", []string{"klaro/dist/klaro.js"}},
	} {
		total := 0.0
		for _, name := range other.files {
			content, err := os.ReadFile(modules + name)
			if err != nil {
				return figures, fmt.Errorf("%s: %w", other.what, err)
			}
			total += compressedSize(content)
		}
		figures = append(figures, forTheRecord(other.what, "%.2f KB", total))
	}
	return figures, nil
}

// compressedSize is what content weighs on the wire, in kilobytes.
func compressedSize(content []byte) float64 {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(content) // into memory, where writing does not fail
	_ = w.Close()
	return float64(b.Len()) / 1000
}
