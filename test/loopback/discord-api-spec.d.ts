// The package gives its schemas no types; these are the ones the loopback Discord holds requests against.
declare module 'discord-api-spec/zod' {
  type Schema = import('zod').ZodType;
  export const ApplicationCommandUpdateRequestSchema: Schema;
  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema;
  export const CreateForumThreadRequestSchema: Schema;
  export const CreateTextThreadWithMessageRequestSchema: Schema;
  export const CreatePrivateChannelRequestSchema: Schema;
  export const CreateMessageInteractionCallbackRequestSchema: Schema;
  export const ExternalScheduledEventCreateRequestSchema: Schema;
  export const ExternalScheduledEventPatchRequestPartialSchema: Schema;
  export const IncomingWebhookUpdateRequestPartialSchema: Schema;
  export const MessageCreateRequestSchema: Schema;
  export const MessageEditRequestPartialSchema: Schema;
  export const ModalInteractionCallbackRequestSchema: Schema;
  export const UpdateGuildChannelRequestPartialSchema: Schema;
  export const UpdateThreadRequestPartialSchema: Schema;
}
