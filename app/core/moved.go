package core

import (
	"net/http"
	"slices"

	"latchkey/auth"
)

// forgetMoved drops what is remembered of a provider one of whose addresses is
// gone, so that the next try reads its description anew and finds a provider
// that moved. What is remembered of a provider that merely has a fault stays.
func forgetMoved(client *auth.Client, err error) {
	gone := []int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone}
	if refused, ok := asType[*auth.ProviderResponseError](err); ok && slices.Contains(gone, refused.Status) {
		client.Forget()
	}
	if outage, ok := asType[*auth.UnreachableError](err); ok && slices.Contains([]string{"dns", "refused"}, outage.Cause) {
		client.Forget()
	}
}
