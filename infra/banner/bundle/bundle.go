// Package bundle owns how the cookie banner's script is made of our part and of the library.
package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"ordholden/internal/banner"
)

// Where the parts lie, from the module's root. npm ci puts the library there.
const (
	source  = "internal/banner/source"
	modules = "infra/local/node_modules"
	library = modules + "/vanilla-cookieconsent/dist/cookieconsent.css"
)

// target is what the script may ask of a browser: it runs in those of the last six years,
// and in an older one leaves everything blocked.
const target = api.ES2020

// Build bundles the banner from the module's root: the same bytes each time.
func Build(root string) (banner.Bundle, error) {
	style, err := styleOf(root)
	if err != nil {
		return banner.Bundle{}, err
	}
	script, err := bundled(root, style, api.FormatIIFE)
	return banner.Bundle{Script: script, Style: style}, err
}

// Ours is our own modules and our own style, without the library's: what is ours to keep small.
func Ours(root string) (string, error) {
	style, err := os.ReadFile(filepath.Join(root, source, "style.css"))
	if err != nil {
		return "", fmt.Errorf("read the banner's style: %w", err)
	}
	minified, err := minified(string(style))
	if err != nil {
		return "", err
	}
	// As a module, for else esbuild adds what asks for a library that is elsewhere: that is not in the banner.
	return bundled(root, minified, api.FormatESModule, "vanilla-cookieconsent")
}

// bundled is the script in a format, without the modules that are named.
func bundled(root, style string, format api.Format, without ...string) (string, error) {
	absolute, err := filepath.Abs(root)
	if err != nil {
		return "", fmt.Errorf("find the module's root: %w", err)
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: absolute,
		EntryPoints:   []string{filepath.Join(absolute, source, "main.js")},
		External:      without,
		Bundle:        true, Format: format, Target: target, Charset: api.CharsetUTF8,
		MinifySyntax: true, MinifyWhitespace: true, MinifyIdentifiers: true,
		LegalComments: api.LegalCommentsEndOfFile, // the library's license asks that it stays
		NodePaths:     []string{filepath.Join(absolute, modules)},
		Plugins:       []api.Plugin{styled(style)},
		LogLevel:      api.LogLevelSilent,
	})
	if err := failure(result.Errors); err != nil {
		return "", err
	}
	return string(result.OutputFiles[0].Contents), nil
}

// styled gives the style to the module that asks for it, as a string.
func styled(style string) api.Plugin {
	return api.Plugin{Name: "style", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^ordholden:style$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "style", Namespace: "ordholden"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "ordholden"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			return api.OnLoadResult{Contents: &style, Loader: api.LoaderText}, nil
		})
	}}
}

// styleOf is what of the library's style the banner uses, and our own after it.
func styleOf(root string) (string, error) {
	theirs, err := os.ReadFile(filepath.Join(root, library))
	if err != nil {
		return "", fmt.Errorf("the banner's library is missing, run make tools: %w", err)
	}
	ours, err := os.ReadFile(filepath.Join(root, source, "style.css"))
	if err != nil {
		return "", fmt.Errorf("read the banner's style: %w", err)
	}
	return minified(pruned(string(theirs)) + string(ours))
}

func minified(sheet string) (string, error) {
	result := api.Transform(sheet, api.TransformOptions{
		Loader: api.LoaderCSS, MinifySyntax: true, MinifyWhitespace: true, LegalComments: api.LegalCommentsNone,
	})
	return strings.TrimSpace(string(result.Code)), failure(result.Errors)
}

func failure(messages []api.Message) error {
	var all []error
	for _, m := range messages {
		at := ""
		if m.Location != nil {
			at = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		all = append(all, errors.New(at+m.Text))
	}
	if err := errors.Join(all...); err != nil {
		return fmt.Errorf("bundle the banner: %w", err)
	}
	return nil
}
