namespace Broadside.Record.Pages;

/// <summary>A form of the record with what it may point at.</summary>
public sealed record ClaimFormView(ClaimForm Form, RecordScope Scope);
