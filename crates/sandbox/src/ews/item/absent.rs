//! The properties in `UnindexedFieldURIType` that messages here never have, and that may be asked for all the same.

use super::super::version::Version::{
    self, Exchange2007, Exchange2007Sp1, Exchange2010, Exchange2010Sp1, Exchange2013, Exchange2013Sp1,
    Exchange2016,
};

/// What their URIs begin with, since when they are in the schema, and their names.
const ABSENT: &[(&str, Version, &str)] = &[
    (
        "folder",
        Exchange2007,
        "FolderId ParentFolderId DisplayName UnreadCount TotalCount ChildFolderCount FolderClass \
         SearchParameters ManagedFolderInformation",
    ),
    ("folder", Exchange2007Sp1, "PermissionSet EffectiveRights"),
    ("folder", Exchange2010, "SharingEffectiveRights"),
    ("folder", Exchange2013, "DistinguishedFolderId PolicyTag ArchiveTag ReplicaList"),
    ("item", Exchange2007, "ReminderDueBy ReminderMinutesBeforeStart PredictedActionReasons IsClutter"),
    (
        "item",
        Exchange2013,
        "ReminderNextTime EntityExtractionResult PolicyTag ArchiveTag RetentionDate \
         RightsManagementLicenseData BlockStatus HasBlockedImages IconIndex",
    ),
    ("item", Exchange2010Sp1, "StoreEntryId"),
    ("item", Exchange2010, "WebClientReadFormQueryString WebClientEditFormQueryString"),
    ("item", Exchange2013Sp1, "MimeContentUTF8"),
    (
        "item",
        Exchange2016,
        "Mentions MentionedMe MentionsPreview MentionsEx Hashtags AppliedHashtags AppliedHashtagsPreview \
         Likes LikesPreview PendingSocialActivityTagIds AtAllMention CanDelete InferenceClassification \
         FirstBody",
    ),
    ("message", Exchange2013, "ApprovalRequestData VotingInformation ReminderMessageData"),
    (
        "meeting",
        Exchange2007,
        "AssociatedCalendarItemId IsDelegated IsOutOfDate HasBeenProcessed ResponseType",
    ),
    ("meeting", Exchange2013, "ProposedStart ProposedEnd"),
    ("meetingRequest", Exchange2007, "MeetingRequestType IntendedFreeBusyStatus"),
    ("meetingRequest", Exchange2013, "ChangeHighlights"),
    (
        "calendar",
        Exchange2007,
        "Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus Location When IsMeeting IsCancelled \
         IsRecurring MeetingRequestWasSent IsResponseRequested CalendarItemType MyResponseType Organizer \
         RequiredAttendees OptionalAttendees Resources ConflictingMeetingCount AdjacentMeetingCount \
         ConflictingMeetings AdjacentMeetings Duration TimeZone AppointmentReplyTime \
         AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence LastOccurrence \
         ModifiedOccurrences DeletedOccurrences MeetingTimeZone ConferenceType AllowNewTimeProposal \
         IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl UID RecurrenceId DateTimeStamp",
    ),
    (
        "calendar",
        Exchange2013,
        "StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId EnhancedLocation JoinOnlineMeetingUrl \
         OnlineMeetingSettings IsOrganizer",
    ),
    ("calendar", Exchange2016, "InboxReminders CalendarActivityData"),
    ("calendar", Exchange2010, "StartTimeZone EndTimeZone"),
    (
        "task",
        Exchange2007,
        "ActualWork AssignedTime BillingInformation ChangeCount Companies CompleteDate Contacts \
         DelegationState Delegator DueDate IsAssignmentEditable IsComplete IsRecurring IsTeamTask \
         Mileage Owner PercentComplete Recurrence StartDate Status StatusDescription TotalWork",
    ),
    (
        "contacts",
        Exchange2007,
        "Alias AssistantName Birthday BusinessHomePage Children Companies CompanyName CompleteName \
         ContactSource Culture Department DisplayName DirectoryId DirectReports EmailAddresses FileAs \
         FileAsMapping Generation GivenName ImAddresses Initials JobTitle Manager ManagerMailbox \
         MiddleName Mileage MSExchangeCertificate Nickname Notes OfficeLocation PhoneNumbers \
         PhoneticFullName PhoneticFirstName PhoneticLastName Photo PhysicalAddresses PostalAddressIndex \
         Profession SpouseName Surname WeddingAnniversary UserSMIMECertificate HasPicture",
    ),
    (
        "contacts",
        Exchange2016,
        "AbchEmailAddresses AccountName IsAutoUpdateDisabled IsMessengerEnabled Comment ContactShortId \
         ContactType CreatedBy Gender IsHidden ObjectId PassportId IsPrivate SourceId TrustLevel Urls \
         Cid SkypeAuthCertificate SkypeContext SkypeId XboxLiveTag SkypeRelationship YomiNickname \
         InviteFree HidePresenceAndProfile IsPendingOutbound SupportGroupFeeds UserTileHash UnifiedInbox \
         Mris Wlid AbchContactId NotInBirthdayCalendar ShellContactType ImMri PresenceTrustLevel \
         OtherMri ProfileLastChanged MobileIMEnabled PartnerNetworkProfilePhotoUrl \
         PartnerNetworkThumbnailPhotoUrl PersonId ConversationGuid",
    ),
    ("distributionlist", Exchange2007, "Members"),
    ("postitem", Exchange2007, "PostedTime"),
    (
        "person",
        Exchange2016,
        "FullName GivenName Surname PhoneNumber SMSNumber EmailAddress Alias Department \
         LinkedInProfileLink Skills ProfessionalBiography ManagementChain DirectReports Peers TeamSize \
         CurrentJob Birthday Hometown CurrentLocation CompanyProfile Office Headline MutualConnections \
         Title MutualManager Insights UserProfilePicture",
    ),
    ("rolemember", Exchange2016, "MemberType MemberId DisplayName"),
    (
        "network",
        Exchange2016,
        "TokenRefreshLastCompleted TokenRefreshLastAttempted SyncEnabled RejectedOffers SessionHandle \
         RefreshTokenExpiry2 RefreshToken2 PsaLastChanged Offers LastWelcomeContact LastVersionSaved \
         DomainTag FirstAuthErrorDates ErrorOffers ContactSyncSuccess ContactSyncError ClientToken2 \
         ClientToken ClientPublishSecret UserEmail AutoLinkSuccess AutoLinkError IsDefault Settings \
         ProfileUrl UserTileUrl DomainId DisplayName AccountName SourceEntryID",
    ),
    (
        "abchperson",
        Exchange2016,
        "FavoriteOrder PersonId ExchangePersonIdGuid AntiLinkInfo RelevanceOrder1 RelevanceOrder2 \
         ContactHandles Categories",
    ),
    (
        "booking",
        Exchange2016,
        "ServiceIds StaffIds StaffInitials CustomerName CustomerEmail CustomerPhone CustomerId",
    ),
    (
        "insight",
        Exchange2016,
        "InsightId Type StartTimeUtc EndTimeUtc Status Version ApplicationsIds Text SuggestedActions \
         AppContexts",
    ),
];

/// Since when the schema has a property that messages have not.
pub(super) fn since(uri: &str) -> Option<Version> {
    let (space, name) = uri.split_once(':')?;
    let mut lists = ABSENT.iter().filter(|(own, _, _)| *own == space);
    lists.find(|(_, _, names)| names.split_whitespace().any(|own| own == name)).map(|(_, since, _)| *since)
}
