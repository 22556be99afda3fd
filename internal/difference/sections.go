package difference

import "ordholden/internal/controller"

// Section is what became of one section of a notice. A heading is its name: a section under
// another heading is another section.
type Section struct {
	Heading    string
	Kind       Kind // Changed where any of its paragraphs is not the Same
	Paragraphs []Paragraph
}

// Paragraph is what became of one paragraph. Its pieces are one, unless it is Changed.
type Paragraph struct {
	Kind   Kind
	Pieces []Piece
}

// related is from how much in common a paragraph counts as changed, and not as replaced.
const related = 0.5

// Sections compares two notices, in the order in which a person reads the newer one, with
// what is gone where it stood.
func Sections(old, renewed []controller.Section) []Section {
	var all []Section
	for _, s := range gathered(align(headings(old), headings(renewed))) {
		switch s.kind {
		case Same:
			all = append(all, compared(old[s.old], renewed[s.new]))
		case Added:
			all = append(all, whole(renewed[s.new], Added))
		case Removed:
			all = append(all, whole(old[s.old], Removed))
		}
	}
	return all
}

func headings(sections []controller.Section) []string {
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = s.Heading
	}
	return names
}

func whole(s controller.Section, k Kind) Section {
	all := Section{Heading: s.Heading, Kind: k}
	for _, p := range s.Paragraphs {
		all.Paragraphs = append(all.Paragraphs, Paragraph{k, []Piece{{k, p}}})
	}
	return all
}

func compared(old, renewed controller.Section) Section {
	all := Section{Heading: renewed.Heading, Kind: Same}
	var removed, added []string
	settle := func() {
		all.Paragraphs = append(all.Paragraphs, paired(removed, added)...)
		removed, added = nil, nil
	}
	for _, s := range align(old.Paragraphs, renewed.Paragraphs) {
		switch s.kind {
		case Removed:
			removed = append(removed, old.Paragraphs[s.old])
		case Added:
			added = append(added, renewed.Paragraphs[s.new])
		default:
			settle()
			all.Paragraphs = append(all.Paragraphs, Paragraph{Same, []Piece{{Same, renewed.Paragraphs[s.new]}}})
		}
	}
	settle()
	for _, p := range all.Paragraphs {
		if p.Kind != Same {
			all.Kind = Changed
		}
	}
	return all
}

// paired takes each paragraph that is gone together with the next new one that is like it.
func paired(removed, added []string) []Paragraph {
	var all []Paragraph
	next := 0
	for _, old := range removed {
		match := -1
		for j := next; j < len(added) && match < 0; j++ {
			if alike(old, added[j]) >= related {
				match = j
			}
		}
		if match < 0 {
			all = append(all, Paragraph{Removed, []Piece{{Removed, old}}})
			continue
		}
		for ; next < match; next++ {
			all = append(all, Paragraph{Added, []Piece{{Added, added[next]}}})
		}
		all = append(all, Paragraph{Changed, Words(old, added[match])})
		next++
	}
	for _, p := range added[next:] {
		all = append(all, Paragraph{Added, []Piece{{Added, p}}})
	}
	return all
}
