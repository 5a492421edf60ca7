using System.Globalization;
using System.Text;
using System.Xml;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>
/// CAMT.052, .053 and .054 by the names of elements alone, so that every version and prefix is read: versions 1 to 10 differ in how deep
/// a thing stands, never in what it is called. One entry is held at a time.
/// </summary>
internal sealed class CamtReader(XmlReader xml, StatementBook book)
{
    private const int DeepestPath = 40;
    private const int LongestValue = 8192;

    private readonly List<string> paths = [];
    private readonly StringBuilder value = new();
    private CamtStatement? statement;
    private int statementDepth;
    private string currency = "";

    public void Read(string head)
    {
        try
        {
            ReadAll();
        }
        catch (XmlException e)
        {
            book.Refuse(head.Contains("<!DOCTYPE", StringComparison.Ordinal) ? "The file brings a document type of its own (DTD), which no bank does: it is not read." : $"The file breaks off or is no sound XML, at line {e.LineNumber}.");
            if (statement is not null)
            {
                Close(statement);
            }
        }
    }

    private void ReadAll()
    {
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (paths.Count == DeepestPath)
                    {
                        book.Refuse("This is no bank statement: its elements stand too deep.");
                        return;
                    }
                    var isEmpty = xml.IsEmptyElement;
                    Begin(xml.LocalName);
                    if (isEmpty)
                    {
                        End();
                    }
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    if (value.Length < LongestValue)
                    {
                        value.Append(xml.Value.AsSpan(0, Math.Min(xml.Value.Length, LongestValue)));
                    }
                    break;
                case XmlNodeType.EndElement:
                    End();
                    break;
            }
        }
    }

    private void Begin(string name)
    {
        value.Clear();
        if (statement is null && name is "Stmt" or "Rpt" or "Ntfctn" && paths.Count > 0 && paths[^1].StartsWith("BkToCstmr", StringComparison.Ordinal))
        {
            book.Format = name switch { "Rpt" => "camt.052", "Stmt" => "camt.053", _ => "camt.054" };
            (statement, statementDepth) = (new CamtStatement(), paths.Count + 1);
            paths.Add("");
            return;
        }
        if (statement is null && name.StartsWith("BkToCstmr", StringComparison.Ordinal))
        {
            book.Format = name.Contains("AcctRpt", StringComparison.Ordinal) ? "camt.052" : name.Contains("Stmt", StringComparison.Ordinal) ? "camt.053" : "camt.054";
        }
        // Details stand within their own element since version 2, parties since version 8.
        var within = statement is null ? "" : paths[^1];
        if (name is "NtryDtls" or "Pty" && statement is not null)
        {
            paths.Add(within);
            return;
        }
        paths.Add(within.Length == 0 ? name : $"{within}/{name}");
        currency = name.EndsWith("Amt", StringComparison.Ordinal) ? xml.GetAttribute("Ccy") ?? "" : currency;
        if (paths[^1] is "Ntry" or "Ntry/TxDtls" or "Bal")
        {
            statement?.Begin(paths[^1]);
        }
    }

    private void End()
    {
        if (statement is not null && paths.Count == statementDepth)
        {
            Close(statement);
            statement = null;
        }
        else if (statement is not null)
        {
            statement.Take(paths[^1], value.ToString().Trim(), currency);
        }
        paths.RemoveAt(paths.Count - 1);
        value.Clear();
    }

    private void Close(CamtStatement read)
    {
        if (read.Fault is { } fault)
        {
            book.Refuse(fault);
        }
        if (read.Currency is { Length: > 0 } known)
        {
            book.Add(new Statement(read.Id, read.Account, known, read.Opening, read.Closing, read.Lines(known)));
        }
        else if (read.Account.Length > 0)
        {
            // Nothing moved and no balance is told: a notification may be so.
            book.Add(new Statement(read.Id, read.Account, "", null, null, []));
        }
        else
        {
            book.Refuse("There is a statement in this file that says neither account nor currency.");
        }
    }

    internal static DateOnly? Day(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
