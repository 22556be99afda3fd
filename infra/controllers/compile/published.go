package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// notice names one published notice; its digest may never change.
type notice struct {
	controller gdpr.ControllerID
	version    string
	audience   controller.Audience
	language   gdpr.Language
}

// String is the notice without its digest, as the file begins its line.
func (n notice) String() string {
	return fmt.Sprintf("%s %s %s %s", n.controller, n.version, n.audience, n.language)
}

// published is every notice of every version, in the order of the file.
type published struct {
	order   []notice
	digests map[notice]controller.Digest
}

func (p *published) add(n notice, d controller.Digest) {
	p.order = append(p.order, n)
	p.digests[n] = d
}

func publish(decls []*controller.Declaration) published {
	p := published{digests: map[notice]controller.Digest{}}
	for _, d := range decls {
		for _, ref := range d.Notices {
			p.add(notice{d.ID, d.Version.String(), ref.Audience, ref.Language}, ref.Digest)
		}
	}
	return p
}

func parsePublished(text string) (published, error) {
	p := published{digests: map[notice]controller.Digest{}}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		part := strings.Fields(line)
		if len(part) != 5 || len(part[4]) != 64 {
			return p, fmt.Errorf("line %d: %q is not: controller version audience language sha256", i+1, line)
		}
		p.add(notice{gdpr.ControllerID(part[0]), part[1], controller.Audience(part[2]), gdpr.Language(part[3])},
			controller.Digest(part[4]))
	}
	return p, nil
}

// text is the file: one notice a line.
func (p published) text() []byte {
	var b bytes.Buffer
	for _, n := range p.order {
		fmt.Fprintf(&b, "%s %s\n", n, p.digests[n])
	}
	return b.Bytes()
}

// keeps reports every notice of before that p has lost or changed. Somebody
// may have decided on seeing it, and must be able to see it again.
func (p published) keeps(before published) error {
	var lost []error
	for _, n := range before.order {
		switch digest, ok := p.digests[n]; {
		case !ok:
			lost = append(lost, fmt.Errorf("%s is published and would be lost: keep its file and its words", n))
		case digest != before.digests[n]:
			lost = append(lost, fmt.Errorf("%s is published and would read otherwise: "+
				"undo the change, then make it in a new version (or a new edition, for a connecting sentence)", n))
		}
	}
	return errors.Join(lost...)
}
