using System.Collections.Frozen;

namespace Broadside.Backup.Tables;

/// <summary>
/// Where each table goes in a backup. One that stands here nowhere goes with the people: that keeps it, and keeps it out of a public
/// archive. A test asks that each stands here.
/// </summary>
public static class TableParts
{
    private static readonly FrozenDictionary<string, TablePart> Parts = new[]
    {
        (TablePart.Tables, "versions articles media people topics legal_recipients funds campaigns campaign_totals editions edition_past edition_facts edition_marks key_turns doubted_versions"),
        (TablePart.Desk, """
            actor_aliases actor_roles actors alarms anchors article_notes article_writers audit audit_texts comments digest_figures digest_bodies digest_hours digest_told
            digests dossier_articles dossiers drafts earlier_texts edit_stops error_reports event_actors events giving_switches held_changes import_items import_notes import_runs
            import_uploads jobs link_hosts link_looks mirrors missing_files note_mentions outbound outgoing_hooks panics passkeys payout_changes pending_acts
            mirror_pushes quotes rail_health read_blocks read_counts review_steps rewrite_items rewrites share_links sources staff statement_columns suggestions translations
            """),
        (TablePart.People, """
            account_sums asked_refunds cheques deliveries delivery_attempts deposit_slips digest_leavers digest_readers donor_details donors entries
            gift_attempts gift_details gift_letters gifts giving_items letters line_parts mail_returns mail_strays notices outgoing_notices plan_acts
            plan_letters plan_moves postings receipts reconciliations recovery_codes recurring_plans send_epochs statement_imports statement_lines
            subscriber_days subscriber_returns subscribers suppressions waiting_statements
            """),
        (TablePart.Fleeting, """
            article_locks attempts backups ceremonies check_results desk_edits devices drills fetch_leases invitations login_sessions mail_routes mine_links
            schema_steps search_docs search_head search_text unfinished_restore
            """),
    }.SelectMany(p => p.Item2.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => KeyValuePair.Create(name, p.Item1))).ToFrozenDictionary();

    // What nobody may read in a backup that is not encrypted, though it is a hash.
    private static readonly FrozenDictionary<string, string[]> Guarded = new Dictionary<string, string[]>
    {
        ["staff"] = ["password_hash", "code_secret", "code_secret_offered"],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Filters = new Dictionary<string, string>
    {
        ["articles"] = "state IN ('published', 'taken_down')",
    }.ToFrozenDictionary();

    public static IEnumerable<string> Known => Parts.Keys;

    public static TablePart Of(string table) => Parts.GetValueOrDefault(table, TablePart.People);

    /// <summary>Columns of secrets, which lie in the part under the passphrase, or in a file that is encrypted as a whole.</summary>
    public static IReadOnlyList<string> SecretColumns(string table) => Guarded.GetValueOrDefault(table, []);

    /// <summary>Whether all of it is secret.</summary>
    public static bool IsSecret(string table) => table is "recovery_codes";

    /// <summary>Which rows a public archive holds; null: all.</summary>
    public static string? PublicRows(string table) => Filters.GetValueOrDefault(table);
}
