package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/declaration"
)

// The files that the compiler writes, beside the folders of the controllers.
const (
	compiledFile     = "compiled.go"
	publishedFile    = "published.txt"
	interfacesFile   = "interfaces.txt"
	interfacesFolder = "interfaces" // a file for each text, named by its digest
	textEnding       = ".txt"
)

// compiler does one run. Nothing is written unless everything is in order.
type compiler struct {
	dir       string
	today     string // in Oslo, YYYY-MM-DD
	check     bool   // compare instead of writing
	unpublish bool   // let published notices change
}

func (c *compiler) run() error {
	decls, err := declaration.Load(os.DirFS(c.dir), filepath.ToSlash(c.dir))
	if err != nil {
		return err
	}
	if len(decls) == 0 {
		return fmt.Errorf("no declarations in %s: run this from the module's root, or name the folder with -dir", c.dir)
	}
	if err := c.begun(decls); err != nil {
		return err
	}
	for _, d := range decls {
		d.Notices = d.ComposeNotices()
	}
	decls = controller.New(decls...).All()
	now := publish(decls)
	if err := c.keep(now); err != nil {
		return err
	}
	shown, err := c.interfaces(decls)
	if err != nil {
		return err
	}
	source, err := source(decls)
	if err != nil {
		return fmt.Errorf("write the declarations as Go: %w", err)
	}
	return errors.Join(c.put(publishedFile, now.text()), c.putInterfaces(shown), c.put(compiledFile, source))
}

// putInterfaces writes the list and the texts. Where what was published is forgotten, so are
// the texts that nothing shows any more.
func (c *compiler) putInterfaces(all *interfaces) error {
	faults := []error{c.put(interfacesFile, all.list())}
	for _, digest := range all.digests() {
		faults = append(faults, c.put(filepath.Join(interfacesFolder, string(digest)+textEnding), all.texts[digest]))
	}
	if !c.unpublish || c.check {
		return errors.Join(faults...)
	}
	files, err := c.textFiles()
	for _, file := range files {
		if digest := strings.TrimSuffix(filepath.Base(file), textEnding); all.texts[controller.Digest(digest)] == nil {
			faults = append(faults, os.Remove(file))
		}
	}
	return errors.Join(append(faults, err)...)
}

// begun refuses a version whose day is still to come: what is compiled applies from the moment
// it is deployed, and the statement would name another day. Write it, plan it, and compile it then.
func (c *compiler) begun(decls []*controller.Declaration) error {
	var early []error
	for _, d := range decls {
		if d.Dated > c.today { // both YYYY-MM-DD
			early = append(early, fmt.Errorf("%s %s applies from %s, and today is %s: a version applies as soon as it is deployed, "+
				"so compile it on that day, or date it today", d.ID, d.Version, d.Dated, c.today))
		}
	}
	return errors.Join(early...)
}

// keep refuses a change of what the published file names.
func (c *compiler) keep(now published) error {
	if c.unpublish {
		return nil
	}
	path := filepath.Join(c.dir, publishedFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what was published: %w", err)
	}
	before, err := parsePublished(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return now.keeps(before)
}

// put writes a file, or in a check compares it with what is there.
func (c *compiler) put(name string, content []byte) error {
	path := filepath.Join(c.dir, name)
	if !c.check {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("make the folder of %s: %w", name, err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		return nil
	}
	there, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("check %s: %w", name, err)
	}
	if !bytes.Equal(there, content) {
		return fmt.Errorf("%s is not what the declarations and our words say: run go run ./infra/controllers/compile", path)
	}
	return nil
}
