package core

import (
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/session/documents"
)

func TestDocumentsOfProvidersSurviveTheProgram(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "documents")
	cache := func() auth.DocumentCache {
		return documentFiles{store: documents.Store{Folder: folder}, log: slog.New(slog.DiscardHandler)}
	}
	noon := time.Date(2026, 11, 1, 12, 0, 0, 500, time.UTC)
	want := auth.Document{Body: []byte("{\"a\":\"\xff\"}"), FetchedAt: noon, ExpiresAt: noon.Add(time.Hour), ServerTime: noon.Add(-time.Second)}
	cache().SaveDocument("https://id.example/keys", want)
	if got, ok := cache().LoadDocument("https://id.example/keys"); !ok || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, ok)
	}
	if _, ok := cache().LoadDocument("https://id.example/key"); ok {
		t.Error("another address has it too")
	}
	cache().SaveDocument("https://id.example/keys", auth.Document{})
	if got, ok := cache().LoadDocument("https://id.example/keys"); !ok || !got.ExpiresAt.IsZero() {
		t.Errorf("after it was marked: %+v, %v", got, ok)
	}
}

func TestACacheThatCannotBeWrittenIsNoCache(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "documents")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cache := documentFiles{store: documents.Store{Folder: blocked}, log: slog.New(slog.DiscardHandler)}
	cache.SaveDocument("a", auth.Document{Body: []byte("{}")})
	if _, ok := cache.LoadDocument("a"); ok {
		t.Error("loaded")
	}
	store := documents.Store{Folder: filepath.Join(t.TempDir(), "documents")}
	if err := store.Save("a", []byte("[]")); err != nil {
		t.Fatal(err)
	}
	if _, ok := (documentFiles{store: store, log: cache.log}).LoadDocument("a"); ok {
		t.Error("loaded what is no document")
	}
}
