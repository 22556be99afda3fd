package site

import (
	"crypto/sha256"
	_ "embed" // the files of assets/
	"encoding/hex"
	"strings"
	"sync"
)

//go:embed assets/style.css
var styleSheet string

//go:embed assets/statement.css
var statementSheet string

//go:embed assets/print.css
var printSheet string

//go:embed assets/link.js
var linkScript string

//go:embed assets/icon.svg
var iconImage string

// asset is a file under a name that its content decides: it never changes, so
// browsers keep it.
type asset struct {
	Path    string
	Type    string
	Content string
}

// The assets, named when first asked for.
var (
	style  = sync.OnceValue(func() asset { return named("style", ".css", "text/css; charset=utf-8", styleSheet) })
	sheet  = sync.OnceValue(func() asset { return named("statement", ".css", "text/css; charset=utf-8", statementSheet) })
	paper  = sync.OnceValue(func() asset { return named("print", ".css", "text/css; charset=utf-8", printSheet) })
	script = sync.OnceValue(func() asset { return named("link", ".js", "text/javascript; charset=utf-8", linkScript) })
	icon   = sync.OnceValue(func() asset { return named("icon", ".svg", "image/svg+xml", iconImage) })
)

func named(name, extension, contentType, content string) asset {
	sum := sha256.Sum256([]byte(content))
	return asset{
		Path:    "/assets/" + name + "." + hex.EncodeToString(sum[:6]) + extension,
		Type:    contentType,
		Content: content,
	}
}

// findAsset is the asset at a path.
func findAsset(path string) (asset, bool) {
	if !strings.HasPrefix(path, "/assets/") {
		return asset{}, false
	}
	for _, a := range []asset{style(), sheet(), paper(), script(), icon()} {
		if a.Path == path {
			return a, true
		}
	}
	return asset{}, false
}
