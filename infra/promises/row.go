package main

import (
	"slices"
	"strings"
)

// row is what is known of one promise.
type row struct {
	promise string
	works   bool
	tests   []string
}

// String is the row as it is printed: three columns with tabs between them.
func (r row) String() string {
	state := "not yet"
	if r.works {
		state = "works"
	}
	return r.promise + "\t" + state + "\t" + strings.Join(r.tests, ", ")
}

// judge makes the row of each promise. It works if a test is named for it, and
// every test that is has passed.
func judge(promises []string, tests []test, results map[test]outcome) []row {
	rows := make([]row, len(promises))
	for i, id := range promises {
		rows[i] = row{promise: id}
		all := slices.DeleteFunc(slices.Clone(tests), func(t test) bool { return t.promise() != id })
		rows[i].works = len(all) > 0
		for _, t := range all {
			shown := t.String()
			if o := results[t]; o != passed {
				rows[i].works, shown = false, shown+" ("+o.String()+")"
			}
			rows[i].tests = append(rows[i].tests, shown)
		}
	}
	return rows
}
