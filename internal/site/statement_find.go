package site

import (
	"net/http"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/statement"
)

// brief is how long what is published and can be replaced by a new version is kept by caches.
const brief = "public, max-age=300"

// statementAt is what stands below the statement: one version (1.0), the difference of two
// (1.0..1.1), or the newest for a frame (embed).
func (s Site) statementAt(v View, place string) (answer, *gdpr.Error) {
	if PageStatement+"/"+place == statementEmbed {
		a := public("text/html; charset=utf-8", string(Embedded(v)), brief)
		a.framedBy = v.Controller.Origins
		return a, nil
	}
	first, second, both := strings.Cut(place, "..")
	from, ok := s.version(v.Controller.ID, first)
	if !ok {
		return answer{}, notFound
	}
	if !both {
		return published(Statement(v, from, s.Registry.Versions(v.Controller.ID))), nil
	}
	to, ok := s.version(v.Controller.ID, second)
	if !ok || from.Version == to.Version {
		return answer{}, notFound
	}
	return published(Changes(v, from, to, s.Registry)), nil
}

func (s Site) version(id gdpr.ControllerID, name string) (*controller.Declaration, bool) {
	version, err := controller.ParseVersion(name)
	if err != nil {
		return nil, false
	}
	return s.Registry.Version(id, version)
}

// statementData is the statement as JSON: of the version and in the language of the query,
// else the newest, in the language that is asked for otherwise.
func (s Site) statementData(d *controller.Declaration, r *http.Request) (answer, *gdpr.Error) {
	query := r.URL.Query()
	l := accepted(r)
	if named := query.Get("language"); named != "" {
		l = gdpr.Language(named)
	}
	if version := query.Get("version"); version != "" {
		var ok bool
		if d, ok = s.version(d.ID, version); !ok {
			return answer{}, notFound
		}
	}
	if !l.Known() {
		return answer{}, notFound
	}
	body, ok := statement.JSON(d, s.Registry.Versions(d.ID), l)
	if !ok {
		return answer{}, notFound
	}
	a := public("application/json", string(body), brief)
	a.vary = "Accept-Language"
	return a, nil
}

// wellKnown is /.well-known/gpc.json: the controller whose host it is honors Global Privacy
// Control, and has since the date of its declaration (GPC specification, section 3.4). On a
// host of no controller nobody says so.
func (s Site) wellKnown(name string, r *http.Request) (answer, *gdpr.Error) {
	d, ok := s.Registry.ByHost(r.Host)
	if name != "gpc.json" || !ok {
		return answer{}, notFound
	}
	return public("application/json", signalHonored(d), brief), nil
}

// signalHonored is gpc.json, on our host and on the controller's site.
func signalHonored(d *controller.Declaration) string {
	return `{"gpc":true,"lastUpdate":"` + d.Dated + `"}`
}
