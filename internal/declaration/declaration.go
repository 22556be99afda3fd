// Package declaration owns reading declaration files.
package declaration

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"ordholden/internal/controller"
)

// Read reads one declaration and validates it. The error is an *Error with
// every fault; name is only what the faults call the file.
func Read(name string, source []byte) (*controller.Declaration, error) {
	d, r := read(name, source)
	r.add(d.Validate())
	if err := asError(r.faults); err != nil {
		return nil, err
	}
	return d, nil
}

// Load reads every declaration of a folder, <controller id>/<version>.yaml,
// validates each and all together, and gives them in the order of their paths.
// Faults call the folder by its name. The error is an *Error where the files
// are at fault, and wraps the cause where they could not be got at.
func Load(files fs.FS, name string) ([]*controller.Declaration, error) {
	paths, err := fs.Glob(files, "*/*.y*ml")
	if err != nil {
		return nil, fmt.Errorf("look for declarations in %s: %w", name, err)
	}
	var decls []*controller.Declaration
	var readers []*reader
	for _, p := range paths {
		source, err := fs.ReadFile(files, p)
		if err != nil {
			return nil, fmt.Errorf("read a declaration in %s: %w", name, err)
		}
		d, r := read(path.Join(name, p), source)
		r.checkName(p, d)
		decls, readers = append(decls, d), append(readers, r)
	}
	var faults []Fault
	for i, found := range controller.ValidateAll(decls) {
		readers[i].add(found)
		faults = append(faults, readers[i].faults...)
	}
	if err := asError(faults); err != nil {
		return nil, err
	}
	return decls, nil
}

// read fills in what can be read; the reader has the faults.
func read(name string, source []byte) (*controller.Declaration, *reader) {
	r := &reader{file: name, places: map[string]*token.Position{}}
	var f file
	if root := r.parse(source); root != nil {
		r.value("", root, reflect.ValueOf(&f).Elem())
	}
	return f.declaration(), r
}

// parse is the file's one document, nil if it has a fault. Duplicate keys are
// let through: the reader reports each.
func (r *reader) parse(source []byte) ast.Node {
	if !r.plain(source) {
		return nil
	}
	tree, err := parser.ParseBytes(source, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		r.fault("", "holds no declaration, or several: one file is one version")
		return nil
	}
	return tree.Docs[0].Body
}

// plain takes UTF-8 with LF and no control characters: with anything else,
// lines would be counted otherwise here than in an editor.
func (r *reader) plain(source []byte) bool {
	control := func(c rune) bool { return unicode.IsControl(c) && c != '\t' }
	lines := bytes.Split(source, []byte("\n"))
	r.lines = len(lines)
	for i, line := range lines {
		if at := bytes.IndexFunc(line, control); at >= 0 || !utf8.Valid(line) {
			r.report(i+1, max(at, 0)+1, "", "is not plain text: write UTF-8 without control characters, with LF at the end of lines")
			return false
		}
	}
	return true
}

func (r *reader) syntax(err error) {
	e, ok := errors.AsType[*yaml.SyntaxError](err)
	if !ok || e.Token == nil || e.Token.Position == nil {
		r.report(1, 1, "", "is not YAML: %v", err)
		return
	}
	r.report(e.Token.Position.Line, e.Token.Position.Column, "", "is not YAML: %s", e.Message)
}

// add takes over what validation found, but for what only follows from
// something that could not be read.
func (r *reader) add(found []controller.Fault) {
	unreadable := &reader{faults: r.faults[:len(r.faults):len(r.faults)]}
	for _, f := range found {
		if !unreadable.faulty(f.Path) {
			r.fault(f.Path, "%s", f.Message)
		}
	}
}

// checkName: a version is found by the name of its file, so both say the same.
func (r *reader) checkName(p string, d *controller.Declaration) {
	want := path.Join(string(d.ID), d.Version.String()+".yaml")
	if p != want && !r.faulty("id") && !r.faulty("version") {
		place := "version"
		if !strings.HasPrefix(p, string(d.ID)+"/") {
			place = "id"
		}
		r.fault(place, "the file stands as %s: by what it says it is %s", p, want)
	}
}
