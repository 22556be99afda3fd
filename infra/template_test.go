package infra_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestEveryFolderIsOneFunctionOfItsName(t *testing.T) {
	entries, err := os.ReadDir("../functions")
	if err != nil {
		t.Fatal(err)
	}
	var folders, functions []string
	for _, e := range entries {
		if e.IsDir() {
			folders = append(folders, e.Name())
		}
	}
	for _, f := range load(t).functions(t) {
		functions = append(functions, f.folder())
		f.want(t, "functions/"+f.folder()+"/", "CodeUri")
	}
	slices.Sort(folders)
	slices.Sort(functions)
	if !slices.Equal(folders, functions) {
		t.Errorf("folders %v, functions %v", folders, functions)
	}
}

func TestEveryFunctionHasItsOwnNameRoleAndLogGroup(t *testing.T) {
	tp := load(t)
	for _, f := range tp.functions(t) {
		name := "${AWS::StackName}-" + f.folder()
		f.want(t, "!Sub "+name, "FunctionName")
		f.want(t, "!GetAtt "+f.name+"Role.Arn", "Role")
		f.want(t, "!Ref "+f.name+"Log", "LoggingConfig", "LogGroup")
		tp.resource(t, f.name+"Log").want(t, "!Sub /aws/lambda/"+name, "LogGroupName")
	}
	for _, g := range tp.ofKind(t, "AWS::Logs::LogGroup") {
		g.want(t, "!Ref LogRetentionDays", "RetentionInDays")
	}
}

func TestFunctionsAreSmallArmBinariesBuiltByTheMakefile(t *testing.T) {
	tp := load(t)
	globals := resource{name: "Globals", properties: at(tp.root, "Globals", "Function").(object)}
	globals.want(t, "provided.al2023", "Runtime")
	globals.want(t, "[arm64]", "Architectures")
	globals.want(t, "bootstrap", "Handler")
	globals.want(t, "JSON", "LoggingConfig", "LogFormat")
	for _, f := range tp.functions(t) {
		for _, fixed := range []string{"Runtime", "Architectures", "Handler", "Layers", "PackageType"} {
			f.want(t, nil, fixed)
		}
		f.want(t, nil, "LoggingConfig", "LogFormat")
		if got := fmt.Sprint(f.attributes["Metadata"]); got != "map[BuildMethod:makefile ContextPath:. WorkingDirectory:.]" {
			t.Errorf("%s: Metadata is %s", f.name, got)
		}
	}
}

func TestEveryFunctionHasABoundOnHowManyRunAtOnce(t *testing.T) {
	for _, f := range load(t).functions(t) {
		limit := "!Ref " + f.name + "Concurrency"
		if f.name == "Clock" {
			limit = "1"
		}
		f.want(t, "map[!If:[Reserve "+limit+" !Ref AWS::NoValue]]", "ReservedConcurrentExecutions")
	}
}

// Functions behind the API must not refer to it: the API refers to them, and
// CloudFormation refuses the circle.
func TestEnvironmentIsWhatEachFunctionReads(t *testing.T) {
	const (
		behind = "map[!If:[HasPublicUrl !Ref PublicUrl map[!If:[HasDomain !Sub https://${DomainName} ]]]]"
		beside = "map[!If:[HasPublicUrl !Ref PublicUrl map[!If:[HasDomain !Sub https://${DomainName} " +
			"!Sub https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}]]]]"
		set = "!Ref ConfigurationSet"
	)
	want := map[string]map[string]string{
		"Consent": {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "PUBLIC_URL": behind, "ORIGINS": "!Ref SiteOrigins"},
		"Site":    {"PUBLIC_URL": behind},
		"Rights":  {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "PUBLIC_URL": behind},
		"Outbox":  {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "PUBLIC_URL": beside, "CONFIGURATION_SET": set},
		"Clock": {
			"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "PUBLIC_URL": beside, "CONFIGURATION_SET": set,
			"BUCKET": "!Ref InboxBucket", "FILES": "!Ref FilesBucket", "GOMEMLIMIT": "56MiB",
			"PROCESSORS": "!Ref Processors", "LOG": "!Ref LogBucket",
		},
		"Inbox":    {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "BUCKET": "!Ref InboxBucket", "GOMEMLIMIT": "56MiB"},
		"Feedback": {"TABLE": "!Ref Main"},
		"Holding":  {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "FILES": "!Ref FilesBucket", "PUBLIC_URL": behind, "PROCESSORS": "!Ref Processors"},
		"Desk":     {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "FILES": "!Ref FilesBucket", "PUBLIC_URL": behind, "PROCESSORS": "!Ref Processors"},
		"Expiry":   {"TABLE": "!Ref Main", "KEYS": "!Ref Keys", "FILES": "!Ref FilesBucket", "BUCKET": "!Ref InboxBucket"},
	}
	tp := load(t)
	if at(tp.root, "Globals", "Function", "Environment") != nil {
		t.Error("Globals give every function an environment")
	}
	for _, f := range tp.functions(t) {
		if want[f.name] == nil {
			if at(f.properties, "Environment") != nil {
				t.Errorf("%s has an environment, and reads none", f.name)
			}
			continue
		}
		f.want(t, want[f.name], "Environment", "Variables")
	}
}

// routes maps each route key to the function that answers it.
func (tp template) routes(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, f := range tp.functions(t) {
		events, _ := f.properties["Events"].(object)
		for name, e := range events {
			if at(e, "Type") != "HttpApi" {
				continue
			}
			if at(e, "Properties", "ApiId") != "!Ref Api" {
				t.Errorf("%s: event %s is not of the one API", f.name, name)
			}
			key := fmt.Sprint(at(e, "Properties", "Method"), " ", at(e, "Properties", "Path"))
			if key == "ANY $default" {
				key = "$default"
			}
			if other, taken := found[key]; taken {
				t.Errorf("route %s is of both %s and %s", key, other, f.name)
			}
			found[key] = f.name
		}
	}
	return found
}

func TestRoutesAreThoseOfTheAPI(t *testing.T) {
	want := map[string]string{
		"POST /v1/{controller}/consents":                          "Consent",
		"OPTIONS /v1/{controller}/consents":                       "Consent",
		"GET /v1/{controller}/consents/{consent}":                 "Consent",
		"OPTIONS /v1/{controller}/consents/{consent}":             "Consent",
		"GET /v1/{controller}/consents/{consent}/receipt":         "Consent",
		"POST /v1/{controller}/consents/{consent}/withdrawal":     "Consent",
		"OPTIONS /v1/{controller}/consents/{consent}/withdrawal":  "Consent",
		"GET /v1/{controller}/visitors/{visitor}/consents":        "Consent",
		"OPTIONS /v1/{controller}/visitors/{visitor}/consents":    "Consent",
		"POST /v1/{controller}/consents/confirmation":             "Consent",
		"POST /v1/{controller}/consents/renewal":                  "Consent",
		"POST /v1/{controller}/consents/restoration":              "Consent",
		"GET /v1/{controller}/consents/{consent}/withdrawal":      "Consent",
		"POST /v1/{controller}/requests":                          "Rights",
		"OPTIONS /v1/{controller}/requests":                       "Rights",
		"POST /v1/{controller}/requests/confirmation":             "Rights",
		"POST /v1/{controller}/requests/status":                   "Rights",
		"$default":                                                "Site",
		"POST /v1/{controller}/applications":                      "Holding",
		"POST /v1/{controller}/applications/files":                "Holding",
		"GET /v1/{controller}/applications/files":                 "Holding",
		"POST /v1/{controller}/agreements/link":                   "Holding",
		"POST /v1/{controller}/agreements/open":                   "Holding",
		"POST /v1/{controller}/own/link":                          "Holding",
		"POST /v1/{controller}/own/open":                          "Holding",
		"GET /v1/{controller}/own":                                "Holding",
		"POST /v1/{controller}/own/requests":                      "Holding",
		"GET /v1/{controller}/own/consents/{consent}":             "Holding",
		"POST /v1/{controller}/own/consents/{consent}/withdrawal": "Holding",
		"POST /v1/{controller}/own/consents/{consent}/renewal":    "Holding",
		"POST /v1/{controller}/own/cases/{case}/stop":             "Holding",
		"POST /v1/{controller}/own/copy":                          "Holding",
		"POST /v1/{controller}/own/files":                         "Holding",
		"POST /v1/{controller}/own/close":                         "Holding",
		"POST /v1/{controller}/requests/stop":                     "Rights",
		"GET /v1/{controller}/jwks.json":                          "Holding",
		"POST /v1/{controller}/receipts/check":                    "Holding",
		"POST /v1/{controller}/recipients/callback":               "Holding",
		"GET /v1/{controller}/consents/{consent}/inclusion":       "Consent",
		"GET /v1/{controller}/log":                                "Rights",
		"GET /v1/{controller}/log/keys":                           "Rights",
		"GET /v1/{controller}/log/heads":                          "Rights",
		"GET /v1/{controller}/log/heads/{head}":                   "Rights",
		"GET /v1/{controller}/log/tile/{level}/{number}/{width}":  "Rights",
	}
	for key := range machineRoutes {
		want[key] = "Holding"
	}
	for _, key := range staffRoutes {
		want[key] = "Desk"
	}
	if got := load(t).routes(t); !maps.Equal(got, want) {
		t.Errorf("routes are\n%v\nwant\n%v", got, want)
	}
}

// An account takes 10,000 calls a second and bursts of 5,000 in a region, all
// its APIs together. Routes that add up to less cannot starve one another.
func TestEveryRouteHasAThrottleOfItsOwnAndAllFitTheAccount(t *testing.T) {
	const rateOfAccount, burstOfAccount = 10_000, 5_000
	tp := load(t)
	api := tp.resource(t, "Api")
	settings, _ := api.properties["RouteSettings"].(object)
	var rates, bursts uint64
	for route, s := range settings {
		rate, _ := at(s, "ThrottlingRateLimit").(uint64)
		burst, _ := at(s, "ThrottlingBurstLimit").(uint64)
		if rate == 0 || burst == 0 {
			t.Errorf("%s: a throttle is missing or zero", route)
		}
		rates, bursts = rates+rate, bursts+burst
	}
	routes := tp.routes(t)
	if got, want := slices.Sorted(maps.Keys(settings)), slices.Sorted(maps.Keys(routes)); !slices.Equal(got, want) {
		t.Errorf("throttled routes are\n%v\nwant every route there is\n%v", got, want)
	}
	if rates >= rateOfAccount/2 || bursts >= burstOfAccount*3/4 {
		t.Errorf("routes add up to %d calls a second and bursts of %d: too near the account's quota", rates, bursts)
	}
	for _, limit := range []string{"ThrottlingRateLimit", "ThrottlingBurstLimit"} {
		if n, _ := at(api.properties, "DefaultRouteSettings", limit).(uint64); n == 0 {
			t.Errorf("no default %s for a route that has no throttle of its own", limit)
		}
	}
}

func TestConsentsAndRequestsDoNotShareAThrottleOrAFunction(t *testing.T) {
	const consents, requests = "POST /v1/{controller}/consents", "POST /v1/{controller}/requests"
	tp := load(t)
	settings := tp.resource(t, "Api").properties["RouteSettings"]
	for _, route := range []string{consents, requests} {
		if at(settings, route) == nil {
			t.Errorf("%s has no throttle of its own", route)
		}
	}
	if routes := tp.routes(t); routes[consents] == routes[requests] {
		t.Errorf("%s answers consents and requests: their concurrency is shared", routes[consents])
	}
}

func TestAccessLogCannotTellWhoCalled(t *testing.T) {
	harmless := []string{
		"$context.requestId", "$context.requestTimeEpoch", "$context.routeKey", "$context.status",
		"$context.responseLatency", "$context.integrationStatus", "$context.error.responseType",
	}
	api := load(t).resource(t, "Api")
	api.want(t, "!GetAtt AccessLog.Arn", "AccessLogSettings", "DestinationArn")
	var line map[string]string
	format := fmt.Sprint(at(api.properties, "AccessLogSettings", "Format"))
	if err := json.Unmarshal([]byte(format), &line); err != nil {
		t.Fatalf("access log is not JSON: %v", err)
	}
	for field, value := range line {
		if !slices.Contains(harmless, value) {
			t.Errorf("%s: %s is not known to be harmless", field, value)
		}
	}
	for _, needed := range []string{"$context.requestId", "$context.routeKey", "$context.status", "$context.responseLatency"} {
		if !strings.Contains(format, needed) {
			t.Errorf("%s is not logged", needed)
		}
	}
}

func TestDomainTakesNothingBelowTLS12AndIsTheOnlyAddress(t *testing.T) {
	tp := load(t)
	for _, d := range tp.ofKind(t, "AWS::ApiGatewayV2::DomainName") {
		configurations, _ := d.properties["DomainNameConfigurations"].([]any)
		if len(configurations) != 1 || at(configurations[0], "SecurityPolicy") != "TLS_1_2" {
			t.Errorf("%s: configurations are %v, want one with TLS_1_2", d.name, configurations)
		}
	}
	tp.resource(t, "Api").want(t, "map[!If:[HasDomain true false]]", "DisableExecuteApiEndpoint")
}
