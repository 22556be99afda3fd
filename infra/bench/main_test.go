package main

import (
	"strings"
	"testing"
)

func TestPartsAreMeasuredByNameAndANameOfNoneIsRefused(t *testing.T) {
	if all, err := chosen(nil); err != nil || len(all) != len(parts) {
		t.Errorf("without a name: %d of %d parts, %v", len(all), len(parts), err)
	}
	some, err := chosen([]string{"own page", "sizes"})
	if err != nil || len(some) != 2 || some[0].name != "sizes" || some[1].name != "own page" {
		t.Errorf("two by name: %v, %v", some, err)
	}
	if some, err := chosen([]string{"sizes", "size"}); err == nil || some != nil || !strings.Contains(err.Error(), `"size"`) {
		t.Errorf("a name of none: %v, %v", some, err)
	}
}
