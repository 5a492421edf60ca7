using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Tests.Giving.Simulator;

namespace Broadside.Tests.Giving.Rails;

/// <summary>
/// The simulator was written by who wrote the rails. So that the two are not wrong together, what our rails ask and what the simulator answers
/// is held against what the vendors themselves have published.
/// </summary>
public sealed class RailRefereeTests
{
    // In Stripe's own list of fields, and in none of its examples.
    private static readonly HashSet<string> Unshown = ["refund.failure_balance_transaction"];

    [Fact]
    public async Task PayPals_questions_and_answers_are_as_PayPal_describes_them()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await LiveAsync(rails, "paypal");
        var described = new OpenApi(Directory.GetFiles(TestData.At("data", "giving", "paypal-openapi"), "*.json"));

        NothingIn(Judge(rails.Simulator.PayPal, described, out var judged));
        Assert.True(judged > 20, $"{judged} answers were judged");
    }

    [Fact]
    public async Task BtcPays_questions_and_answers_are_as_BTCPay_describes_them()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await LiveAsync(rails, "btcpay");
        var described = new OpenApi(Directory.GetFiles(TestData.At("data", "giving", "btcpay-swagger"), "*.json"));

        NothingIn(Judge(rails.Simulator.BtcPay, described, out var judged));
        Assert.True(judged > 8, $"{judged} answers were judged");
    }

    [Fact]
    public async Task Stripes_answers_have_the_fields_of_Stripes_own_examples()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await LiveAsync(rails, "stripe");
        var examples = JsonNode.Parse(await File.ReadAllTextAsync(TestData.At("data", "giving", "stripe-openapi", "fixtures3.json"), TestContext.Current.CancellationToken))!["resources"]!.AsObject();
        var wrong = new List<string>();
        var seen = new HashSet<string>();

        foreach (var (_, answer) in rails.Simulator.Stripe.Answers.Where(a => a.Answer.Status == 200))
        {
            Compare(JsonNode.Parse(answer.Body), null, "answer", examples, wrong, seen);
        }

        NothingIn(wrong);
        Assert.Superset(new HashSet<string> { "checkout.session", "charge", "refund", "dispute", "balance_transaction", "subscription", "account", "payout", "balance" }, seen);
    }

    [Fact]
    public async Task Stripes_notices_have_the_shape_of_Stripes_own_example()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await LiveAsync(rails, "stripe");
        var examples = JsonNode.Parse(await File.ReadAllTextAsync(TestData.At("data", "giving", "stripe-openapi", "fixtures3.json"), TestContext.Current.CancellationToken))!["resources"]!.AsObject();
        var wrong = new List<string>();

        foreach (var notice in rails.Simulator.Stripe.TakeNotices())
        {
            var json = JsonNode.Parse(notice.Body)!.AsObject();
            Compare(json["data"]!["object"], null, "object", examples, wrong, []);
            wrong.AddRange(examples["event"]!.AsObject().Select(e => e.Key).Where(k => !json.ContainsKey(k)));
        }

        NothingIn(wrong);
    }

    private static void NothingIn(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong.Distinct()));

    // Everything that a rail can be asked, once at least, with what goes wrong.
    private static async Task LiveAsync(SimulatedRails rails, string name)
    {
        var (rail, cancel, ten) = (rails.Rail(name), TestContext.Current.CancellationToken, new Money(1000, "EUR"));
        await rail.ProbeAsync(cancel);
        foreach (var how in new[] { "pay", "async", "decline" })
        {
            var started = await rails.BeginAsync(name, ten);
            if (name != "btcpay" || how != "decline")
            {
                rails.Press(name, started.Remote, how);
            }
            await rails.FetchAsync(name, started.Remote);
        }
        if (name != "btcpay")
        {
            await RefundAndDisputeAsync(rails, name);
            var plan = await rails.BeginAsync(name, ten, Interval.Annual);
            rails.Press(name, plan.Remote);
            var remote = (await rails.FetchAsync(name, plan.Remote)).Plan!.Remote;
            foreach (var act in new[] { PlanAct.Pause, PlanAct.Resume, PlanAct.Cancel })
            {
                await rail.ChangePlanAsync(new PlanChange($"{act}", remote, act), cancel);
            }
        }
        foreach (var notice in rails.Far(name).TakeNotices())
        {
            if (await rail.ReadNoticeAsync(new RawNotice(notice.Headers, notice.Body, rails.Time.GetUtcNow()), cancel) is NoticeResult.Verified { Refs: [var about, ..] })
            {
                await rail.FetchAsync(about, cancel);
            }
        }
        await rail.FetchAsync(new RemoteRef("attempt", "nobody"), cancel);
        await rail.FetchAsync(new RemoteRef(name switch { "stripe" => "charge", "paypal" => "order", _ => "invoice" }, name == "stripe" ? "ch_none" : "NONE"), cancel);
        if (name == "stripe")
        {
            await rail.ExpireAsync((await rails.BeginAsync(name, ten)).Remote, cancel);
            rails.Simulator.Stripe.Freeze(100, "eur");
            await rail.FetchAsync(new RemoteRef("payout", rails.Simulator.Stripe.Payout("eur")), cancel);
        }
        await rail.ProbeAsync(cancel);
        await rails.ListAsync(name);
    }

    private static async Task RefundAndDisputeAsync(SimulatedRails rails, string name)
    {
        var ten = new Money(1000, "EUR");
        foreach (var won in new[] { true, false })
        {
            var started = await rails.BeginAsync(name, ten);
            rails.Press(name, started.Remote);
            var charge = (await rails.FetchAsync(name, started.Remote)).Facts.Single(f => f.Kind == FactKind.Charge).RemoteId;
            await rails.Rail(name).RefundAsync(new RefundRequest($"r{won}", charge, new Money(100, "EUR"), "asked"), TestContext.Current.CancellationToken);
            await rails.Rail(name).RefundAsync(new RefundRequest($"s{won}", charge, ten, "asked"), TestContext.Current.CancellationToken);
            if (name == "stripe")
            {
                rails.Simulator.Stripe.CloseDispute(rails.Simulator.Stripe.Dispute(charge), won);
            }
            else
            {
                rails.Simulator.PayPal.CloseDispute(rails.Simulator.PayPal.Dispute(charge), won);
            }
            await rails.FetchAsync(name, started.Remote);
        }
    }

    private static IEnumerable<string> Judge(SimHost far, OpenApi described, out int judged)
    {
        var wrong = new List<string>();
        judged = 0;
        foreach (var (call, answer) in far.Answers)
        {
            var body = answer.Body.Length > 0 && answer.Type == "application/json" ? JsonNode.Parse(answer.Body) : null;
            var found = (described.Answer(call.Method, call.Path, answer.Status, body) ?? []).ToList();
            judged += described.Answer(call.Method, call.Path, answer.Status, body) is null ? 0 : 1;
            if (call.Method == "POST" && call.Body.StartsWith('{'))
            {
                found.AddRange(described.Question(call.Method, call.Path, JsonNode.Parse(call.Body)) ?? []);
            }
            // Of an error the sentences are described too; the simulator's own say that nobody should read them.
            found.RemoveAll(w => answer.Status >= 400 && (w.StartsWith("answer.message ", StringComparison.Ordinal) || w.Contains("].description ", StringComparison.Ordinal)));
            wrong.AddRange(found.Select(w => $"{call.Method} {string.Join('/', call.Parts.Select(p => p.Any(char.IsDigit) && p.Length > 3 ? "…" : p))} {answer.Status}: {w}"));
        }
        return wrong.Distinct();
    }

    // Examples leave out what an object of theirs had not; a null in one of the two says nothing.
    private static void Compare(JsonNode? ours, JsonNode? theirs, string where, JsonObject examples, List<string> wrong, HashSet<string> seen)
    {
        if (ours is JsonObject json)
        {
            var type = json["object"] is JsonValue named ? named.GetValue<string>() : null;
            var example = (type is not null && type != "list" ? examples[type] : theirs) as JsonObject;
            if (type is not null && type != "list")
            {
                (where, _) = (type, seen.Add(type));
            }
            if (type == "list")
            {
                foreach (var item in json["data"]!.AsArray())
                {
                    Compare(item, null, where, examples, wrong, seen);
                }
                return;
            }
            foreach (var (name, value) in example is null || where.EndsWith("metadata", StringComparison.Ordinal) ? [] : json.AsEnumerable())
            {
                if (!example!.ContainsKey(name) && !Unshown.Contains($"{where}.{name}"))
                {
                    wrong.Add($"{where} has no {name}");
                }
                Compare(value, example[name], $"{where}.{name}", examples, wrong, seen);
            }
        }
        else if (ours is JsonArray list)
        {
            foreach (var item in list)
            {
                Compare(item, theirs is JsonArray { Count: > 0 } shown ? shown[0] : null, where, examples, wrong, seen);
            }
        }
        else if (ours is not null && theirs is not null && Kind(ours) != Kind(theirs))
        {
            wrong.Add($"{where} is {Kind(ours)}, not {Kind(theirs)}");
        }
    }

    private static JsonValueKind Kind(JsonNode node) => node.GetValueKind() is var kind && kind == JsonValueKind.False ? JsonValueKind.True : kind;
}
