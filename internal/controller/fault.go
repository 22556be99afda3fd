package controller

import (
	"fmt"
	"strconv"
)

// Fault is one thing to mend in a declaration.
type Fault struct {
	Path    string // where it stands, in the names of the file: purposes[2].retention.period
	Message string // what to mend, for whoever writes the file
}

// faults collects; nothing stops at the first.
type faults []Fault

func (f *faults) add(path, message string, args ...any) {
	*f = append(*f, Fault{Path: path, Message: fmt.Sprintf(message, args...)})
}

// once reports names that stand twice, and remembers where they stood first.
type once map[string]string

func (o once) check(f *faults, path, name string) {
	if name == "" {
		return // reported as missing where it stands
	}
	if first, twice := o[name]; twice {
		f.add(path, "%q stands twice, first at %s: keep one", name, first)
		return
	}
	o[name] = path
}

func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
