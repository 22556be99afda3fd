package words

import (
	"strconv"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// ErasedLines is what an erasure deleted, one line for all of one sort: how many there were, and
// how many files. When each was received stands in the certificate.
func ErasedLines(d *controller.Declaration, deleted []holding.Deleted, l gdpr.Language) []string {
	type sort struct {
		class   controller.Class
		purpose gdpr.PurposeID
	}
	var sorts []sort
	records, files := map[sort]int{}, map[sort]int{}
	for _, x := range deleted {
		s := sort{x.Class, x.Purpose}
		if records[s] == 0 {
			sorts = append(sorts, s)
		}
		records[s]++
		files[s] += x.Files
	}
	lines := make([]string, len(sorts))
	for i, s := range sorts {
		lines[i] = erasedName(s.class, l) + purposeOf(d, s.purpose, l)
		if records[s] > 1 {
			lines[i] += ": " + strconv.Itoa(records[s])
		}
		switch n := files[s]; {
		case n == 1:
			lines[i] += ", " + erasedFile.In(l)
		case n > 1:
			lines[i] += ", " + Fill(erasedFiles, l, "n", strconv.Itoa(n))
		}
	}
	return lines
}

// KeptLine is one thing that was not erased, why, and until when (Art. 17(3)).
func KeptLine(d *controller.Declaration, k rights.Kept, l gdpr.Language) string {
	ground := Ground(d, k.Ground, l)
	if k.Ground == holding.GroundRequest {
		ground = groundRequest.In(l)
	}
	return erasedName(controller.Class(k.Class), l) + " " +
		Fill(erasedUntil, l, "date", Date(k.Until, l), "ground", ground, "article", article(k.Article, l))
}

var inRegulation = text("personvernforordningen artikkel {article}", "personvernforordninga artikkel {article}", "GDPR Article {article}")

// Article names an article of the Regulation, such as 17(3)(b).
func Article(a string, l gdpr.Language) string {
	return Fill(inRegulation, l, "article", article(a, l))
}

// article is an article as a language writes it: 17(3)(b) is 17 nr. 3 bokstav b in Norwegian.
func article(a string, l gdpr.Language) string {
	if l == gdpr.English {
		return a
	}
	number, rest, _ := strings.Cut(a, "(")
	for part := range strings.SplitSeq(rest, "(") {
		part = strings.TrimSuffix(part, ")")
		switch {
		case part == "":
		case strings.Trim(part, "0123456789") == "":
			number += " nr. " + part
		default:
			number += " bokstav " + part
		}
	}
	return number
}
