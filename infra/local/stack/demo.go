package stack

import (
	"strings"

	"ordholden/infra/controllers"
	"ordholden/infra/local/demo"
)

// listenDemo takes the port of the companies' own sites: the API has to know their origins
// when it starts.
func (s *Stack) listenDemo() (err error) {
	s.Demo, err = demo.Listen(demo.Config{
		Port: s.cfg.DemoPort, API: s.URL, Controllers: controllers.Registry().Newest(), Log: s.log,
	})
	return err
}

// origins is the template's parameter: the sites on this machine whose pages may call the API.
func (s *Stack) origins() string {
	var all []string
	for _, d := range controllers.Registry().Newest() {
		all = append(all, string(d.ID)+"="+s.Demo.Origin(d.ID))
	}
	return strings.Join(all, ",")
}

func (s *Stack) serveDemo() error {
	s.Demo.Serve()
	return nil
}
