//go:build tools

// Package tools keeps Helm among the modules of go.mod: its own command is built.
package tools

import _ "helm.sh/helm/v3/cmd/helm"
