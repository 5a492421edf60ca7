using System.Net;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>
/// Takes what somebody typed into the sign-up form. What comes of it is the same, in words and in work, whoever the address
/// belongs to: one row in the queue. Only the job that takes it up (<see cref="AnswerSignUp"/>) looks whether it is known.
/// </summary>
public sealed class AskToSubscribe(IDbContextFactory<NewsroomDb> dbs, SignUpLimit limit, SignUpQuestion question, JobQueue queue, DataFolder folder)
{
    /// <summary>The refusal's code when nothing can be kept here.</summary>
    public const string Closed = "closed";

    /// <summary>The refusal's code when a question has to be answered first.</summary>
    public const string Question = "question";

    /// <param name="wish">What was asked for.</param>
    /// <param name="trap">A field that people do not see: whoever fills it is a program, is thanked, and is not heard.</param>
    /// <param name="paper">Of the question, where one was asked.</param>
    /// <param name="answer">To the question.</param>
    /// <param name="from">For the limit alone; not kept.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<bool>> RunAsync(SignUp wish, string? trap, string? paper, string? answer, IPAddress? from, CancellationToken cancel)
    {
        if (SubscriberAddress.From(wish.Address) is not { } address)
        {
            return new Refusal("address", "subscribe.bad_address", "address");
        }
        if (!string.IsNullOrEmpty(trap))
        {
            return true;
        }
        if (limit.Asks && !question.Takes(paper, answer))
        {
            return new Refusal(Question, paper is null ? "subscribe.question_first" : "subscribe.question_wrong", "answer");
        }
        if (!limit.Allows(from))
        {
            return new Refusal("often", "subscribe.often", "address");
        }
        try
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await queue.AddAsync(db, AnswerSignUp.JobKind, wish with { Address = address.Text }, cancel, priority: 2);
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException && !folder.IsWritable())
        {
            return new Refusal(Closed, "subscribe.closed", "address");
        }
    }
}
