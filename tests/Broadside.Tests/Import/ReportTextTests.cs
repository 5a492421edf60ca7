using Broadside.Import;

namespace Broadside.Tests.Import;

public sealed class ReportTextTests
{
    private static readonly ImportReport Report = new()
    {
        Run = "01run",
        Source = "old.xml",
        Counts = new ImportCounts { Articles = 12345, Pages = 1, Drafts = 2, MediaMissing = 3 },
        CanFetch = true,
        Warnings =
        [
            new ImportWarning("zebra", "One", "Nobody knows this code."),
            .. Enumerable.Range(1, 9).Select(i => new ImportWarning("shortcode", $"“Story {i}”", "[box] is unknown here; the text inside it is kept.")),
            new ImportWarning("boilerplate", "“Page”", "Cut as a skip link. “Skip to content”"),
            new ImportWarning("boilerplate", "“Page”", "Cut as an appeal for money. “Give, give and give again, because the harbour will not dredge itself this year”"),
            new ImportWarning("damaged", "old.xml, line 7", "An item that begins on line 7 is damaged."),
        ],
        Hygiene =
        [
            new HygieneFinding("domain", "“Story 1”", "spam.example", null, "3 links in 2 items, first in 2019; hidden elements link to it."),
            new HygieneFinding("domain", "“Story 2”", "a.example", null, "1 link in 1 item."),
            new HygieneFinding("hidden_link", "“Story 1”", "spam.example", "cheap pills", "A link inside a hidden <div> was left out."),
        ],
    };

    [Fact]
    public void A_report_says_what_came_what_is_wrong_first_and_what_to_do_next() => Assert.Equal(
        """
        old.xml: imported.

          12,345  articles
               1  page
               2  of them drafts
               3  pictures and files missing

        To know

          Items that could not be read
            old.xml, line 7
              An item that begins on line 7 is damaged.

          Shortcodes that are unknown here (9)
            [box] is unknown here; the text inside it is kept.
              “Story 1”
              “Story 2”
              “Story 3”
              … and 6 more

          Cut as no part of the article (2)
            “Page”
              Cut as a skip link. “Skip to content”
              Cut as an appeal for money. “Give, give and give again,
                because the harbour will not dredge itself this year”

          zebra
            One
              Nobody knows this code.

        Hygiene: what was hidden or foreign in the texts

          Links that readers could not see
            “Story 1”
              A link inside a hidden <div> was left out. “cheap pills” →
                spam.example

        Hosts that the texts link to (2), those that appeared last first
          spam.example  3 links in 2 items, first in 2019; hidden elements link to it
          a.example     1 link in 1 item

        Next
          Bring in what is missing, from a copy  broadside import wordpress old.xml --media DIR
          or from the old site                   broadside import wordpress old.xml --fetch
          Look at it                             broadside serve
          Take it back                           broadside import undo 01run
          Every line of the report               broadside import show 01run

        """,
        Written(Report, Asked));

    [Fact]
    public void What_was_given_is_not_asked_for_again_and_the_data_folder_is_named_where_it_must_be() =>
        Assert.EndsWith(
            """
            Next
              Bring in what is missing, from the old site  broadside import wordpress old.xml --data 'my paper' --fetch
              Look at it                                   broadside serve --data 'my paper'
              Take it back                                 broadside import undo 01run --data 'my paper'
              Every line of the report                     broadside import show 01run --data 'my paper'

            """,
            Written(Report, Asked with { Data = " --data 'my paper'", HasMedia = true }),
            StringComparison.Ordinal);

    [Fact]
    public void A_dry_run_ends_with_the_command_that_is_no_dry_run() =>
        Assert.EndsWith("Bring it over             broadside import wordpress old.xml\n  Every line of the report  broadside import wordpress old.xml --dry-run --json\n", Written(Report with { Run = null }, Asked), StringComparison.Ordinal);

    [Fact]
    public void The_whole_report_leaves_nothing_out()
    {
        var text = Written(Report, null);
        Assert.All(Report.Warnings, w => Assert.Contains(w.Item, text, StringComparison.Ordinal));
        Assert.DoesNotContain("more", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Next", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_import_says_so() =>
        Assert.Equal("old.xml: imported.\n\n  There was nothing in it to bring over.\n", Written(new ImportReport { Run = "01run", Source = "old.xml" }, Asked));

    [Fact]
    public void Every_code_that_an_import_can_report_has_a_heading()
    {
        string[] codes = ["truncated", "damaged", "repaired", "vanished", "encoding", "control_characters", "twice", "changed", "unused", "menu", "type", "reusable", "future", "private", "password", "trash", "status", "attachment", "media_refused", "fetch", "fetch.status", "identity", "gallery", "shortcode", "builder", "dynamic_block", "reusable_block", "footnotes", "boilerplate", "foreign_line", "off_topic", "domain"];
        var read = typeof(Broadside.Articles.Body.ReadCode).GetFields().Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(codes.Concat(read), code => Assert.NotEqual(code, ReportHeadings.Of(code)));
    }

    private static AskedImport Asked { get; } = new("import wordpress old.xml");

    private static string Written(ImportReport report, AskedImport? asked)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new ReportText(output, 64, whole: asked is null).Write(report, asked);
        return output.ToString();
    }
}
