// Command compile owns turning declaration files into Go and keeping what has
// been published as it was: notices, and the forms and banners that people decide in.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"ordholden/internal/oslo"
)

func main() {
	var c compiler
	flag.StringVar(&c.dir, "dir", "infra/controllers", "folder with <controller>/<version>.yaml")
	flag.BoolVar(&c.check, "check", false, "write nothing; fail if the written files are not up to date")
	flag.BoolVar(&c.unpublish, "unpublish", false, "forget what was published: only before the first release")
	flag.Parse()
	c.today = today()
	if err := c.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// today is the day in Norway, from where every controller counts.
func today() string { return time.Now().In(oslo.Zone()).Format(time.DateOnly) }
