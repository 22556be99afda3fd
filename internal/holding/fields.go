package holding

// What no declared purpose covers is refused, field by field (Art. 5(1)(b) and (c),
// promises M2 and T3): a value is stored only of a field that the declaration names.

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// person is the address and the fields of whoever a record is about, as they are stored.
// The address may stand by itself, in its field, or in both, if it is the same.
func (g ground) person(address gdpr.Private, values []Value, f *faults) (gdpr.Private, []Value) {
	_, declared := g.Field(controller.EmailField)
	pointer, before := "/email", false
	var rest []Value
	for _, v := range values {
		if v.Field != controller.EmailField || !declared {
			rest = append(rest, v)
			continue
		}
		switch {
		case before:
			f.add(PointerTo(controller.EmailField), gdpr.FaultDuplicateField, controller.EmailField)
		case address == "":
			address, pointer = v.Value, PointerTo(controller.EmailField)
		case !strings.EqualFold(strings.TrimSpace(v.Value.Reveal()), strings.TrimSpace(address.Reveal())):
			f.add(PointerTo(controller.EmailField), gdpr.FaultAddress, "")
		}
		before = true
	}
	address = f.address(pointer, address)
	if declared {
		rest = append(rest, Value{Field: controller.EmailField, Value: address})
	}
	return address, g.values(rest, f)
}

// values is what was sent, in declared order and without what is empty: one form,
// so that the same sent again is the same.
func (g ground) values(values []Value, f *faults) []Value {
	given := map[string]gdpr.Private{}
	for _, v := range values {
		field, declared := g.Field(v.Field)
		_, before := given[v.Field]
		switch pointer := PointerTo(v.Field); {
		case !declared:
			f.add(pointer, gdpr.FaultUndeclared, v.Field)
		case before:
			f.add(pointer, gdpr.FaultDuplicateField, v.Field)
		default:
			given[v.Field] = f.text(pointer, v.Value, field.Most, field.Lines)
		}
	}
	var ordered []Value
	for _, field := range g.Holding.Fields {
		switch value := given[field.ID]; {
		case value != "":
			ordered = append(ordered, Value{Field: field.ID, Value: masked(field.ID, value)})
		case field.Required && !f.has(PointerTo(field.ID)) && field.ID != controller.EmailField: // that one is missed under its own name
			f.add(PointerTo(field.ID), gdpr.FaultMissing, field.ID)
		}
	}
	return ordered
}

// masked: national identity numbers are never needed, and never stored (Art. 12(6)).
func masked(field string, value gdpr.Private) gdpr.Private {
	if field == controller.EmailField {
		return value // what it is made of is its owner's, and another address is another person
	}
	return gdpr.Private(rights.Mask(value.Reveal()))
}

// has reports whether there is a fault at the pointer already.
func (f faults) has(pointer string) bool {
	for _, fault := range f {
		if fault.Pointer == pointer {
			return true
		}
	}
	return false
}

// text reads a text of at most so many characters, without what cannot be printed.
func (f *faults) text(pointer string, text gdpr.Private, most int, lines bool) gdpr.Private {
	s := strings.TrimSpace(text.Reveal())
	plain := s
	if lines {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\t", " ")
		plain = strings.ReplaceAll(s, "\n", "")
	}
	switch {
	case !utf8.ValidString(s) || !gdpr.Printable(plain):
		f.add(pointer, gdpr.FaultCharacters, "")
	case utf8.RuneCountInString(s) > most:
		f.add(pointer, gdpr.FaultTooLong, strconv.Itoa(most))
	default:
		return gdpr.Private(s)
	}
	return ""
}
