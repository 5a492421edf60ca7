using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Desk;

/// <summary>What people call those, and that, of whom the audit log speaks by ids.</summary>
public sealed class AuditNames(IEnumerable<ISubjectName> subjects)
{
    /// <param name="names">Of the staff, by id.</param>
    /// <param name="words">Of whoever reads.</param>
    public Known Of(IReadOnlyDictionary<string, string> names, Words words) => new(names, [.. subjects], words);

    /// <summary>Names for one page.</summary>
    public sealed class Known(IReadOnlyDictionary<string, string> names, IReadOnlyList<ISubjectName> subjects, Words? words)
    {
        internal static Known Nobody { get; } = new(new Dictionary<string, string>(), [], null);

        public string Person(string id) => id switch
        {
            "operator" => words?.Text("audit.operator") ?? id,
            "newsroom" => words?.Text("audit.newsroom") ?? id,
            "unknown" => words?.Text("audit.unknown") ?? id,
            _ when names.TryGetValue(id, out var name) => name.Length > 0 ? name : words?.Text("audit.forgotten") ?? id,
            _ => id,
        };

        public string Subject(string subject) =>
            subjects.Select(s => s.NameOf(subject)).FirstOrDefault(name => name is not null)
            ?? (subject.StartsWith("staff/", StringComparison.Ordinal) && names.ContainsKey(subject["staff/".Length..]) ? Person(subject["staff/".Length..]) : Kind(subject));

        // "invitation/ID" is an invitation, "site/menus" the menus; what has no word stands as it is.
        private string Kind(string subject) =>
            words is null ? subject
            : words.Has("subject." + subject.Replace('/', '_')) ? words.Text("subject." + subject.Replace('/', '_'))
            : words.Has("subject." + subject.Split('/')[0]) ? words.Text("subject." + subject.Split('/')[0])
            : subject;
    }
}
