// Command parent runs one function, says which process serves it, and is killed in the middle of an invocation.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"ordholden/infra/local/lambda"
)

func main() {
	f, err := lambda.Start(lambda.Config{Name: "Orphan", Bootstrap: os.Args[1]})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := f.Invoke(context.Background(), []byte(`{"do":"echo"}`)); err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.Instances()[0])
	_, err = f.Invoke(context.Background(), fmt.Appendf(nil, `{"do":"gate","text":%q}`, os.Args[2]))
	log.Fatal("the invocation ended before this process: ", err)
}
