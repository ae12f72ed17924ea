package formats_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

func FuzzEndpoint(f *testing.F) {
	for _, answers := range []map[string]string{validAnswers(), invalidAnswers()} {
		for _, body := range answers {
			if len(body) < 10_000 {
				f.Add([]byte(body))
			}
		}
	}
	schema := compiledSchema(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := formats.Endpoint(body)
		checkAnswer(t, answer, err)
		if err != nil {
			if fits(schema, body) == nil && !isBeyondSchema(err) {
				t.Fatalf("the schema takes what the reader refuses: %v", err)
			}
			return
		}
		if err := fits(schema, body); err != nil {
			t.Fatalf("the schema refuses what the reader takes: %v", err)
		}
		again, err := formats.Endpoint(encoded(t, answer))
		if err != nil || !reflect.DeepEqual(again, answer) {
			t.Fatalf("round trip: %+v, %v; was %+v", again, err, answer)
		}
	})
}

// isBeyondSchema knows what the schema says that it cannot say: doubled names, size, UTF-8, and a zone that leads out of the years.
func isBeyondSchema(err error) bool {
	for _, words := range []string{"doubled", "deeply", "too many names", "is not JSON", "a time is not RFC 3339"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

func encoded(t *testing.T, answer rights.Answer) []byte {
	t.Helper()
	list, pending := []map[string]any{}, []map[string]any{}
	for _, right := range answer.Rights {
		fields := map[string]any{"id": right.ID, "name": right.Name, "state": right.State, "source": right.Source, "reason": right.Reason}
		if !right.Until.IsZero() {
			fields["until"] = right.Until
		}
		list = append(list, fields)
	}
	for _, invitation := range answer.Pending {
		pending = append(pending, map[string]any{"kind": invitation.Kind, "name": invitation.Name, "accept_url": invitation.AcceptURL})
	}
	fields := map[string]any{
		"version": 1, "subject": answer.Subject, "issuer": answer.Issuer, "rights": list, "pending": pending,
		"organization": map[string]any{"id": answer.Organization.ID, "name": answer.Organization.Name},
	}
	if !answer.CheckedAt.IsZero() {
		fields["checked_at"] = answer.CheckedAt
	}
	if !answer.ValidUntil.IsZero() {
		fields["valid_until"] = answer.ValidUntil
	}
	if !answer.OfflineUntil.IsZero() {
		fields["offline_until"] = answer.OfflineUntil
	}
	data, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
