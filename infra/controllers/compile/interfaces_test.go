package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordholden/internal/controller"
)

// lines are those of the list.
func lines(t *testing.T, c *compiler) []string {
	t.Helper()
	return strings.Split(strings.TrimSuffix(contents(t, c, interfacesFile), "\n"), "\n")
}

// textOf is the name of the file with a line's text.
func textOf(line string) string {
	return filepath.Join(interfacesFolder, line[strings.LastIndexByte(line, ' ')+1:]+textEnding)
}

func TestEachFormIsPublishedUnderTheDigestOfItsText(t *testing.T) {
	c := folder(t)
	run(t, c)
	all := lines(t, c)
	if len(all) == 0 || !strings.HasPrefix(all[0], "example 1.0 ") {
		t.Fatalf("published %q", all)
	}
	for _, line := range all {
		text := contents(t, c, textOf(line))
		sum := sha256.Sum256([]byte(text))
		if digest := hex.EncodeToString(sum[:]); !strings.HasSuffix(line, " "+digest) || !strings.Contains(contents(t, c, compiledFile), `"`+digest+`"`) {
			t.Errorf("%s has another text, or is not compiled", line)
		}
	}
}

// A cached page or banner still says what stood before: it may be sent, and can be shown.
func TestAFormWhoseWordsChangeStaysPublishedAsItWas(t *testing.T) {
	c := folder(t)
	run(t, c)
	before := lines(t, c)
	old := contents(t, c, textOf(before[0]))
	edit(t, c, "example/1.0.yaml", "nb: Vi teller besøk.", "nb: Vi teller alt.")
	// What belongs to a version that was published cannot change; the words of ours can, and a test
	// cannot change those: the notices of the first run are forgotten instead.
	if err := os.Remove(filepath.Join(c.dir, publishedFile)); err != nil {
		t.Fatal(err)
	}
	run(t, c)
	after := lines(t, c)
	if len(after) <= len(before) || strings.Join(after[:len(before)], "\n") != strings.Join(before, "\n") {
		t.Errorf("before\n%q\nafter\n%q", before, after)
	}
	if contents(t, c, textOf(before[0])) != old {
		t.Error("the old text reads otherwise")
	}
	for _, line := range after {
		if digest := line[strings.LastIndexByte(line, ' ')+1:]; strings.Count(contents(t, c, compiledFile), `"`+digest+`"`) != 1 {
			t.Errorf("%s is not compiled", line)
		}
	}
	run(t, c)
	if again := lines(t, c); len(again) != len(after) {
		t.Errorf("%d lines of %d after another run", len(again), len(after))
	}
}

func TestCheckFailsOnAFormThatIsNotPublished(t *testing.T) {
	c := folder(t)
	run(t, c)
	all := lines(t, c)
	last := len(all) - 1
	write(t, c, interfacesFile, strings.Join(all[:last], "\n")+"\n")
	if err := os.Remove(filepath.Join(c.dir, textOf(all[last]))); err != nil {
		t.Fatal(err)
	}
	c.check = true
	refused(t, c, "interfaces.txt is not what the declarations and our words say: run go run", textOf(all[last])+" is not what")
}

func TestWhatWasPublishedIsNeitherChangedNorLost(t *testing.T) {
	for outcome, test := range map[string]struct {
		harm func(t *testing.T, c *compiler, line string)
		says string
	}{
		"a text that is changed": {func(t *testing.T, c *compiler, line string) {
			write(t, c, textOf(line), contents(t, c, textOf(line))+"\n")
		}, "was published, and its text reads otherwise"},
		"a text that is gone": {func(t *testing.T, c *compiler, line string) {
			if err := os.Remove(filepath.Join(c.dir, textOf(line))); err != nil {
				t.Fatal(err)
			}
		}, "was published, and its text cannot be read"},
		"a line that is gone": {func(t *testing.T, c *compiler, line string) {
			edit(t, c, interfacesFile, line+"\n", "")
		}, "no line of interfaces.txt names it: put the line back"},
		"a line that is cut": {func(t *testing.T, c *compiler, line string) {
			edit(t, c, interfacesFile, line, line[:len(line)-1])
		}, "is not: controller version surface audience language sha256"},
		"a version that is gone": {func(t *testing.T, c *compiler, line string) {
			edit(t, c, interfacesFile, line+"\n", line+"\n"+strings.Replace(line, "1.0", "0.9", 1)+"\n")
		}, "was published, and that version is gone"},
	} {
		t.Run(outcome, func(t *testing.T) {
			c := folder(t)
			run(t, c)
			test.harm(t, c, lines(t, c)[0])
			compiled := contents(t, c, compiledFile)
			refused(t, c, test.says)
			if contents(t, c, compiledFile) != compiled {
				t.Error("the refusal wrote something")
			}
		})
	}
}

func TestUnpublishingForgetsTheFormsThatWere(t *testing.T) {
	c := folder(t)
	run(t, c)
	before := lines(t, c)
	edit(t, c, "example/1.0.yaml", "nb: Vi teller besøk.", "nb: Vi teller alt.")
	c.unpublish = true
	run(t, c)
	if after := lines(t, c); len(after) != len(before) {
		t.Errorf("%d lines, where %d were", len(after), len(before))
	}
	files, err := c.textFiles()
	texts := map[controller.Digest]bool{}
	for _, line := range lines(t, c) {
		texts[controller.Digest(line[strings.LastIndexByte(line, ' ')+1:])] = true
	}
	if err != nil || len(files) != len(texts) {
		t.Errorf("%d files for %d texts, %v", len(files), len(texts), err)
	}
}
