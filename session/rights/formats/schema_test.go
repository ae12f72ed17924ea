package formats_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

func schemaFile(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "rights.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func compiledSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaFile(t)))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("urn:latchkey:rights:1", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("urn:latchkey:rights:1")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// fits is an error too when the body is no JSON at all.
func fits(schema *jsonschema.Schema, body []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func TestTheSchemaAndTheReaderAgree(t *testing.T) {
	schema := compiledSchema(t)
	for name, body := range validAnswers() {
		if err := fits(schema, []byte(body)); err != nil {
			t.Errorf("%s: the schema refuses it: %v", name, err)
		}
		if _, err := formats.Endpoint([]byte(body)); err != nil {
			t.Errorf("%s: the reader refuses it: %v", name, err)
		}
	}
	for name, body := range invalidAnswers() {
		if fits(schema, []byte(body)) == nil {
			t.Errorf("%s: the schema takes it", name)
		}
		if got, err := formats.Endpoint([]byte(body)); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: the reader takes it: %+v, %v", name, got, err)
		}
	}
}

func TestTheSchemasExampleIsRead(t *testing.T) {
	var schema struct{ Examples []json.RawMessage }
	if err := json.Unmarshal(schemaFile(t), &schema); err != nil || len(schema.Examples) != 1 {
		t.Fatalf("%d examples, %v", len(schema.Examples), err)
	}
	if err := fits(compiledSchema(t), schema.Examples[0]); err != nil {
		t.Error(err)
	}
	got, err := formats.Endpoint(schema.Examples[0])
	if err != nil || len(got.Rights) != 1 || got.Rights[0].State != rights.Granted || got.Rights[0].Source != rights.SourceOrganization ||
		got.Rights[0].Until.IsZero() || got.Pending[0].AcceptURL == "" || got.Pending[0].Kind != rights.SourceGroup || got.OfflineUntil.IsZero() {
		t.Fatalf("got %+v, %v", got, err)
	}
}

// Every word that the reader knows stands in the schema, and the other way round.
func TestTheSchemaNamesTheKnownWords(t *testing.T) {
	type words struct {
		AnyOf []struct{ Enum []string } `json:"anyOf"`
	}
	var schema struct {
		Defs struct {
			Right      struct{ Properties struct{ State, Source words } }
			Invitation struct{ Properties struct{ Kind words } }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schemaFile(t), &schema); err != nil {
		t.Fatal(err)
	}
	right, read := schema.Defs.Right.Properties, 0
	for _, state := range right.State.AnyOf[0].Enum {
		got, _ := formats.Endpoint([]byte(strings.Replace(oneRight, "FIELD", `"state":"`+state+`"`, 1)))
		if string(got.Rights[0].State) != state {
			t.Errorf("state %s is read as %s", state, got.Rights[0].State)
		}
		read++
	}
	for _, source := range right.Source.AnyOf[0].Enum {
		got, _ := formats.Endpoint([]byte(strings.Replace(oneRight, "FIELD", `"source":"`+source+`"`, 1)))
		if got.Rights[0].Source != source {
			t.Errorf("source %s is read as %s", source, got.Rights[0].Source)
		}
		read++
	}
	for _, kind := range schema.Defs.Invitation.Properties.Kind.AnyOf[0].Enum {
		got, _ := formats.Endpoint([]byte(`{"version":1,"rights":[],"pending":[{"kind":"` + kind + `"}]}`))
		if got.Pending[0].Kind != kind {
			t.Errorf("kind %s is read as %s", kind, got.Pending[0].Kind)
		}
		read++
	}
	if read != 8+6+3 {
		t.Errorf("the schema names %d words", read)
	}
}
