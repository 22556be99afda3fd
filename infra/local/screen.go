package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"ordholden/infra/local/stack"
)

// screen says what runs where, and what to try.
func screen(w io.Writer, s *stack.Stack, log string) {
	machine := s.Machines()[0]
	fmt.Fprintf(w, `
  ordholden is running.

  Pages      %[1]s/mojob/      Mojob Norge AS
             %[1]s/tretoen/    TRETOEN AS (321)
  Sites      %[18]s   a company's own site, with the cookie banner
             %[19]s
  API        %[1]s/v1/openapi.json
  Mail       %[2]s/          every mail that was sent; JSON: /api/messages
  Mail in    smtp://%[7]s          for %[8]s
  S3         %[9]s          bucket %[10]s
  Issuer     %[12]s          tokens for staff (%[13]s) and machines
  Recipient  %[17]s          what a customer is told (OpenDSR), and what comes of it
  DynamoDB   %[3]s          tables %[4]s, %[5]s
  Log        %[6]s

  Try        open the pages, ask for access, read the mail, confirm with its code
             printf 'From: kari@example.com\nTo: %[11]s\nSubject: Innsyn\n\nJeg vil ha innsyn i opplysningene mine.\n' |
               curl -sS --crlf smtp://%[7]s --mail-from kari@example.com --mail-rcpt %[11]s --upload-file -
             curl -s %[1]s/v1/mojob/requests -H 'Content-Type: application/json' \
               -d '{"email":"kari@example.com","rights":["access"],"language":"nb"}'
             MACHINE=$(curl -s %[12]s/oauth2/token -u %[15]s:%[16]s -d grant_type=client_credentials | jq -r .access_token)
             curl -s -X PUT %[1]s/v1/mojob/holding/profiles -H "Authorization: Bearer $MACHINE" \
               -H 'Content-Type: application/json' -d '{"email":"kari@example.com","fields":{"name":"Kari Nordmann"},"language":"nb"}'
             TOKEN=$(curl -s %[12]s/staff/%[14]s)          # as staff; in a browser: /oauth2/authorize
             curl -s %[1]s/v1/mojob/desk/search -H "Authorization: Bearer $TOKEN" \
               -H 'Content-Type: application/json' -d '{"email":"kari@example.com"}'
             curl -s '%[1]s/v1/mojob/desk/cases?queue=to-do' -H "Authorization: Bearer $TOKEN"
             curl -s %[1]s/v1/mojob/desk/cases/CASE/extension -H "Authorization: Bearer $TOKEN" \
               -H 'Content-Type: application/json' -d '{"preview":true,"revision":2,"reasons":"Saken er omfattende."}'
             AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws dynamodb scan \
               --region eu-north-1 --endpoint-url %[3]s --table-name %[4]s

  Ctrl-C stops everything. FRESH=1 starts empty; PORT, MAIL_PORT, SMTP_PORT, S3_PORT, OIDC_PORT,
  RECIPIENT_PORT, DEMO_PORT and DYNAMODB_PORT move it.

`, s.URL, s.Mail.URL, s.Database.URL, s.MainTable(), s.KeysTable(), log,
		s.Incoming.Addr, strings.Join(s.Mailboxes(), ", "), s.S3.URL, strings.Join(slices.Sorted(maps.Values(s.Buckets)), ", "),
		s.Mailboxes()[0], s.Issuer.URL, strings.Join(s.Groups(), ", "), s.Groups()[0], machine, s.Issuer.Secret(machine), s.Recipient.URL,
		s.Demo.Origin("mojob"), s.Demo.Origin("tretoen"))
}
