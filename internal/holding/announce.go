package holding

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// awaited is for how long an announced file is waited for.
const awaited = 24 * time.Hour

// maxName is how long a file's name may be, in characters: what file systems take.
const maxName = 200

// announced checks files that are to come, beside those that a record has. "" and 0 for
// type and size are no announcement: whoever sends a form chooses the file later.
func (g ground) announced(has []File, files []Announced, f *faults) []Announced {
	count := map[string]int{}
	for _, file := range has {
		count[file.Kind]++
	}
	checked := slices.Clone(files)
	for i, a := range files {
		kind, declared := g.File(a.Kind)
		if !declared {
			f.add(at("files", i, "kind"), gdpr.FaultFileKind, a.Kind)
			continue
		}
		if count[a.Kind]++; count[a.Kind] > kind.Count {
			f.add(at("files", i, "kind"), gdpr.FaultTooMany, strconv.Itoa(kind.Count))
		}
		if a.Type != "" && !slices.Contains(kind.Types, a.Type) {
			f.add(at("files", i, "type"), gdpr.FaultFileType, typesOf(kind))
		}
		switch {
		case a.Size < 0:
			f.add(at("files", i, "size"), gdpr.FaultFileEmpty, "")
		case a.Size > kind.Most:
			f.add(at("files", i, "size"), gdpr.FaultFileSize, megabytes(kind))
		}
		checked[i].Name = f.line(at("files", i, "name"), a.Name, maxName)
	}
	return checked
}

// megabytes is the bound of a kind of file, as people are told it.
func megabytes(kind controller.FileKind) string {
	return strconv.FormatInt(kind.Most/controller.Megabyte, 10)
}

// typesOf is the types of file that a kind takes, as people call them.
func typesOf(kind controller.FileKind) string {
	var names []string
	for _, t := range controller.FileTypes {
		if slices.Contains(kind.Types, t.Media) {
			names = append(names, t.ID)
		}
	}
	return strings.Join(names, ", ")
}

// await is the files that a record has once they are announced.
func (k Desk) await(files []Announced) []File {
	now := k.now()
	var list []File
	for _, a := range files {
		list = append(list, File{
			ID: gdpr.NewID(), Kind: a.Kind, Name: a.Name, Type: a.Type, Size: a.Size, Added: now, Until: now.Add(awaited),
		})
	}
	return list
}

// awaits reports whether the file is still to come.
func (f File) awaits(now time.Time) bool { return !f.Held() && now.Before(f.Until) }

// announcedAs reports whether another file was announced as f is, as far as f says. One that
// has come in knows its type and size, which f may not.
func (f File) announcedAs(o File) bool {
	return f.Kind == o.Kind && f.Name == o.Name && (f.Type == o.Type || f.Type == "" && o.Held()) && (f.Size == o.Size || f.Size == 0 && o.Held())
}
