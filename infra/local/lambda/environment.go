package lambda

import "path/filepath"

// Where the local stack pretends to be.
const (
	region  = "eu-north-1"
	account = "000000000000"
)

// arn is the function's name in full.
func arn(name string) string {
	return "arn:aws:lambda:" + region + ":" + account + ":function:" + name
}

// environment is all that an instance sees: what Lambda sets and a function may set otherwise, then the function's
// own, then what Lambda lets nobody set. Of doubled names the last one counts.
func environment(cfg Config, api string) []string {
	env := []string{
		"PATH=/usr/local/bin:/usr/bin:/bin",
		"LANG=en_US.UTF-8",
		"TZ=:UTC",
		"AWS_REGION=" + region,
		"AWS_DEFAULT_REGION=" + region,
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
	}
	env = append(env, cfg.Env...)
	return append(env,
		"AWS_LAMBDA_RUNTIME_API="+api,
		"AWS_LAMBDA_FUNCTION_NAME="+cfg.Name,
		"AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
		"AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/"+cfg.Name,
		"AWS_LAMBDA_LOG_STREAM_NAME=local",
		"LAMBDA_TASK_ROOT="+filepath.Dir(cfg.Bootstrap),
		"_HANDLER="+filepath.Base(cfg.Bootstrap),
	)
}
