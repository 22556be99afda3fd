package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ordholden/internal/banner"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// What people decided in is published as notices are, and for the same reason: a record names it by
// its digest, and the text must be there to be shown again (Art. 7(1)). The words of forms and
// banners are not the declaration's alone, so a version may have several texts: each that it ever
// had stays, in a line of the list and in a file. Only the newest version's are added: an older one
// in today's words is what nobody was shown.

// shown is a line of the list: a text that was published under a version.
type shown struct {
	controller gdpr.ControllerID
	version    string
	controller.InterfaceRef
}

// String is the line without its end.
func (s shown) String() string {
	return fmt.Sprintf("%s %s %s %s %s %s", s.controller, s.version, s.Surface, s.Audience, s.Language, s.Digest)
}

// interfaces is the list, oldest first, and the texts by their digests.
type interfaces struct {
	lines []shown
	texts map[controller.Digest][]byte
}

// put adds a text that is shown, unless it is there.
func (i *interfaces) put(d *controller.Declaration, on controller.Surface, a controller.Audience, l gdpr.Language, text []byte) {
	sum := sha256.Sum256(text)
	ref := controller.InterfaceRef{Surface: on, Audience: a, Language: l, Digest: controller.Digest(hex.EncodeToString(sum[:]))}
	line := shown{d.ID, d.Version.String(), ref}
	if !slices.Contains(i.lines, line) {
		i.lines = append(i.lines, line)
	}
	i.texts[ref.Digest] = text
}

// show adds what the declaration shows as it and our words stand now.
func (i *interfaces) show(d *controller.Declaration) {
	if script, ok := banner.Compose(banner.Bundle{}, d, 0); ok {
		for _, s := range script.Shown {
			i.put(d, controller.OnBanner, controller.Visitors, s.Language, []byte(s.Text))
		}
	}
	for _, a := range controller.Audiences {
		for _, l := range gdpr.Languages {
			if text := site.FormText(site.View{Controller: d, Language: l}, a); text != nil {
				i.put(d, controller.OnForm, a, l, text)
			}
		}
	}
}

// tell writes into each declaration what was published under it. A line whose version is gone
// would leave records without the text that they name.
func (i *interfaces) tell(decls []*controller.Declaration) error {
	var lost []error
	for _, line := range i.lines {
		at := slices.IndexFunc(decls, func(d *controller.Declaration) bool {
			return d.ID == line.controller && d.Version.String() == line.version
		})
		if at < 0 {
			lost = append(lost, fmt.Errorf("%s was published, and that version is gone: keep its file", line))
			continue
		}
		decls[at].Interfaces = append(decls[at].Interfaces, line.InterfaceRef)
	}
	return errors.Join(lost...)
}

// list is the file: one text a line.
func (i *interfaces) list() []byte {
	var b bytes.Buffer
	for _, line := range i.lines {
		fmt.Fprintln(&b, line)
	}
	return b.Bytes()
}

// digests are those of all texts, in order.
func (i *interfaces) digests() []controller.Digest {
	return slices.Sorted(maps.Keys(i.texts))
}

// interfaces is all that was published before, and what the newest versions show now.
func (c *compiler) interfaces(decls []*controller.Declaration) (*interfaces, error) {
	all := &interfaces{texts: map[controller.Digest][]byte{}}
	if !c.unpublish {
		if err := c.before(all); err != nil {
			return nil, err
		}
	}
	for _, d := range controller.New(decls...).Newest() {
		all.show(d)
	}
	return all, all.tell(decls)
}

// before reads what was published, and refuses a text that is gone or that reads otherwise, and
// one that no line names.
func (c *compiler) before(all *interfaces) error {
	list, err := os.ReadFile(filepath.Join(c.dir, interfacesFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read which interfaces were published: %w", err)
	}
	var faults []error
	for n, line := range strings.Split(strings.TrimSuffix(string(list), "\n"), "\n") {
		if line != "" {
			faults = append(faults, c.again(all, n+1, line))
		}
	}
	files, err := c.textFiles()
	for _, file := range files {
		if digest := strings.TrimSuffix(filepath.Base(file), textEnding); all.texts[controller.Digest(digest)] == nil {
			faults = append(faults, fmt.Errorf("%s was published, and no line of %s names it: put the line back", file, interfacesFile))
		}
	}
	return errors.Join(append(faults, err)...)
}

// again reads a line and its text.
func (c *compiler) again(all *interfaces, n int, line string) error {
	part := strings.Fields(line)
	if len(part) != 6 || len(part[5]) != 64 {
		return fmt.Errorf("%s: line %d: %q is not: controller version surface audience language sha256", interfacesFile, n, line)
	}
	digest := controller.Digest(part[5])
	all.lines = append(all.lines, shown{gdpr.ControllerID(part[0]), part[1], controller.InterfaceRef{
		Surface: controller.Surface(part[2]), Audience: controller.Audience(part[3]), Language: gdpr.Language(part[4]), Digest: digest,
	}})
	text, err := os.ReadFile(c.textFile(digest))
	if err != nil {
		all.texts[digest] = []byte{}
		return fmt.Errorf("%s was published, and its text cannot be read: %w", line, err)
	}
	all.texts[digest] = text
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != part[5] {
		return fmt.Errorf("%s was published, and its text reads otherwise: put it back as it was", line)
	}
	return nil
}

func (c *compiler) textFile(d controller.Digest) string {
	return filepath.Join(c.dir, interfacesFolder, string(d)+textEnding)
}

func (c *compiler) textFiles() ([]string, error) {
	files, err := filepath.Glob(filepath.Join(c.dir, interfacesFolder, "*"+textEnding))
	if err != nil {
		return nil, fmt.Errorf("look for interfaces that were published: %w", err)
	}
	return files, nil
}
