using System.Data;
using System.Data.Common;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>The statements of the ledger. Each changes a row only while this sender holds it: one that was thought dead changes nothing any more.</summary>
internal static class LedgerSql
{
    private static readonly string Mine = "WHERE digest = @digest AND subscriber = @subscriber" + (Defence.IsOn("sender-epoch") ? " AND epoch = @epoch" : "");

    private static readonly string Intend = $"UPDATE deliveries SET state = 'inflight', attempt = attempt + 1, route = @route {Mine} AND state = 'claimed'";

    // One in doubt that is given back unsent keeps its route: it goes by no other.
    private static readonly string Settle = $"""
        UPDATE deliveries SET state = @state, epoch = NULL, route = COALESCE(@route, route), code = @code, reply = @reply, due_at = COALESCE(@due, due_at), settled_at = @settled
        {Mine} AND state IN ('claimed', 'inflight')
        """;

    private const string Attempt = """
        INSERT INTO delivery_attempts (digest, subscriber, attempt, route, ended_at, outcome, code, reply)
        VALUES (@digest, @subscriber, @attempt, @route, @now, @state, @code, @reply)
        """;

    // What went well leaves no second row: the delivery itself says it.
    public static string[] Of(LedgerNote note) => note.State switch
    {
        DeliveryState.Inflight => [Intend],
        DeliveryState.Deferred or DeliveryState.Failed or DeliveryState.InDoubt => [Settle, Attempt],
        _ => [Settle],
    };

    public static void Fill(DbParameterCollection parameters, Func<DbParameter> make, LedgerNote note, long digest, long epoch, TimeProvider time)
    {
        var now = Instants.Micros(time.GetUtcNow());
        var isSettled = note.State is DeliveryState.Accepted or DeliveryState.Failed or DeliveryState.Excluded or DeliveryState.Expired;
        Set("@digest", digest);
        Set("@subscriber", note.Delivery.Subscriber);
        Set("@epoch", epoch);
        Set("@route", note.Route, DbType.String);
        if (note.State == DeliveryState.Inflight)
        {
            return;
        }
        Set("@state", Word(note.State), DbType.String);
        Set("@code", (long)note.Answer.Code);
        Set("@reply", note.Answer.Text is { Length: > 0 } words ? FarWords.Kept(words) : null, DbType.String);
        Set("@due", note.DueAt is { } due ? Instants.Micros(due) : null);
        Set("@settled", isSettled ? now : null);
        Set("@attempt", note.Delivery.Attempt + 1L);
        Set("@now", now);

        void Set(string name, object? value, DbType type = DbType.Int64)
        {
            var place = parameters.IndexOf(name);
            if (place < 0)
            {
                var parameter = make();
                (parameter.ParameterName, parameter.DbType) = (name, type);
                place = parameters.Add(parameter);
            }
            parameters[place].Value = value ?? DBNull.Value;
        }
    }

    public static string Word(DeliveryState state) => state == DeliveryState.InDoubt ? "in_doubt" : state.ToString().ToLowerInvariant();
}
