package main

import (
	"fmt"
	"io"

	"ordholden/infra/local/stack"
)

// screen says what runs where, and what to try.
func screen(w io.Writer, s *stack.Stack, log string) {
	fmt.Fprintf(w, `
  ordholden is running.

  Pages      %[1]s/mojob/      Mojob Norge AS
             %[1]s/tretoen/    TRETOEN AS (321)
  API        %[1]s/v1/openapi.json
  Mail       %[2]s/          every mail that was sent; JSON: /api/messages
  DynamoDB   %[3]s          tables %[4]s, %[5]s
  Log        %[6]s

  Try        open the pages, ask for access, read the mail, confirm with its code
             curl -s %[1]s/v1/mojob/requests -H 'Content-Type: application/json' \
               -d '{"email":"kari@example.com","rights":["access"],"language":"nb"}'
             AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws dynamodb scan \
               --region eu-north-1 --endpoint-url %[3]s --table-name %[4]s

  Ctrl-C stops everything. FRESH=1 starts empty; PORT, MAIL_PORT and DYNAMODB_PORT move it.

`, s.URL, s.Mail.URL, s.Database.URL, s.MainTable(), s.KeysTable(), log)
}
