package stack

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ordholden/infra/local/gateway"
	"ordholden/infra/local/oidc"
	"ordholden/infra/local/template"
)

// Staff and machines come in with tokens of an issuer on this machine: for the clients, groups and scopes of the
// template, and checked by the gateway as API Gateway checks Cognito's.

func (s *Stack) startIssuer() (err error) {
	cfg := oidc.Config{Port: s.cfg.IssuerPort, Groups: s.template.Groups, Log: s.log}
	for _, c := range s.template.Clients {
		cfg.Clients = append(cfg.Clients, oidc.Client(c))
	}
	s.Issuer, err = oidc.Start(cfg)
	return err
}

// authorizers are those of the template, by name. They trust the local issuer, wherever the template has its own.
func (s *Stack) authorizers() (map[string]*gateway.Authorizer, error) {
	all := map[string]*gateway.Authorizer{}
	for _, a := range s.template.Authorizers {
		one, err := gateway.NewAuthorizer(context.Background(), s.Issuer.URL, a.Audience, nil)
		if err != nil {
			return nil, fmt.Errorf("authorizer %s: %w", a.Name, err)
		}
		all[a.Name] = one
	}
	return all, nil
}

// Token is an access token of staff: of the user that has this one role.
func (s *Stack) Token(controller, role string) (string, error) {
	return s.Issuer.Staff(controller + ":" + role)
}

// MachineToken is an access token of a controller's own system, for scopes without the controller before them; for all
// that it may have where none is named.
func (s *Stack) MachineToken(controller string, scopes ...string) (string, error) {
	c, err := s.Machine(controller)
	if err != nil {
		return "", err
	}
	var full []string
	for _, scope := range scopes {
		full = append(full, controller+"/"+scope)
	}
	return s.Issuer.Machine(c.ID, full...)
}

// Groups are those of staff, <controller>:<role>.
func (s *Stack) Groups() []string { return s.template.Groups }

// Machines are the ids of the clients that get tokens for themselves.
func (s *Stack) Machines() []string {
	var ids []string
	for _, c := range s.template.Clients {
		if slices.Contains(c.Flows, "client_credentials") {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// Machine is the client of a controller's own systems: the one whose scopes are the controller's.
func (s *Stack) Machine(controller string) (template.Client, error) {
	for _, c := range s.template.Clients {
		of := func(scope string) bool { return strings.HasPrefix(scope, controller+"/") }
		if slices.Contains(c.Flows, "client_credentials") && slices.ContainsFunc(c.Scopes, of) {
			return c, nil
		}
	}
	return template.Client{}, fmt.Errorf("no machine of controller %s", controller)
}
