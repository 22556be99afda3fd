package inbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// ending is what the file of a mail ends in.
const ending = ".eml"

// Box holds the accepted mail, in memory and, when it has a folder, in one file for each mail.
type Box struct {
	dir string

	mu       sync.Mutex
	messages []Message // oldest first
	last     time.Time // of the newest id given
	changed  chan struct{}
}

// Open returns the box with what its folder holds; an empty dir keeps mail in memory alone. A file that is no mail
// of ours is an error: this folder is the box's own.
func Open(dir string) (*Box, error) {
	b := &Box{dir: dir, changed: make(chan struct{})}
	if dir == "" {
		return b, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the inbox: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"+ending))
	if err != nil {
		return nil, fmt.Errorf("open the inbox: %w", err)
	}
	slices.Sort(files)
	for _, file := range files {
		m, err := read(file)
		if err != nil {
			return nil, fmt.Errorf("open the inbox: %w", err)
		}
		b.messages = append(b.messages, m)
		b.last = m.Received
	}
	return b, nil
}

func read(file string) (Message, error) {
	id := strings.TrimSuffix(filepath.Base(file), ending)
	if !idShape.MatchString(id) {
		return Message{}, fmt.Errorf("%s is not named as a mail is", file)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return Message{}, err
	}
	return parse(id, raw)
}

// NewID names the next mail; names are unique and sort in the order they were given.
func (b *Box) NewID(now time.Time) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	now = now.Truncate(time.Millisecond)
	if !now.After(b.last) {
		now = b.last.Add(time.Millisecond)
	}
	b.last = now
	return newID(now)
}

// Add keeps a mail. With an error nothing is kept.
func (b *Box) Add(id string, d Delivery, mail []byte) (Message, error) {
	m, err := parse(id, append(d.trace(), mail...))
	if err != nil {
		return Message{}, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir != "" {
		if err := write(filepath.Join(b.dir, id+ending), m.raw); err != nil {
			return Message{}, fmt.Errorf("keep message %s: %w", id, err)
		}
	}
	b.messages = append(b.messages, m)
	slices.SortStableFunc(b.messages, func(x, y Message) int { return strings.Compare(x.ID, y.ID) })
	close(b.changed)
	b.changed = make(chan struct{})
	return m, nil
}

// write makes the file in one step: a crash leaves no half mail behind.
func write(path string, raw []byte) error {
	part := path + ".part"
	if err := os.WriteFile(part, raw, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// Messages returns all mail, newest first.
func (b *Box) Messages() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.Clone(b.messages)
	slices.Reverse(list)
	return list
}

// Message returns the mail with the id.
func (b *Box) Message(id string) (Message, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.messages, func(m Message) bool { return m.ID == id })
	if i < 0 {
		return Message{}, false
	}
	return b.messages[i], true
}

// Clear removes all mail, its files too.
func (b *Box) Clear() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var failures []error
	for _, m := range b.messages {
		if b.dir != "" {
			if err := os.Remove(filepath.Join(b.dir, m.ID+ending)); err != nil && !errors.Is(err, os.ErrNotExist) {
				failures = append(failures, fmt.Errorf("remove message %s: %w", m.ID, err))
			}
		}
	}
	b.messages = nil
	return errors.Join(failures...)
}

// Wait returns the oldest mail that matches, as soon as there is one. Its error is the context's.
func (b *Box) Wait(ctx context.Context, match func(Message) bool) (Message, error) {
	for {
		b.mu.Lock()
		i := slices.IndexFunc(b.messages, match)
		var found Message
		if i >= 0 {
			found = b.messages[i]
		}
		changed := b.changed
		b.mu.Unlock()
		if i >= 0 {
			return found, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("wait for a mail: %w", ctx.Err())
		}
	}
}
