// Generated from docs/openapi/alerts.json by `npm run generate`. Do not edit.
export interface paths {
    "/api/alerts/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alerts that the reader may see, latest first. */
        get: operations["list_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert. */
        get: operations["get_alert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers an alert: a leader, the director or a supervisor, or whoever it called. Answering twice is
         *     harmless; the first answer stays on record.
         */
        post: operations["acknowledge_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/alerts/{id}/cannot-come": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declines a call with a reason; only whoever was called in the running round can. */
        post: operations["cannot_come_to_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/alerts/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an alert, answered or not. */
        post: operations["close_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/contacts/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person's contacts; all empty when none were entered. */
        get: operations["get_contact"];
        /** Enters how a person is reached. */
        put: operations["put_contact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/digests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Digests, latest first: a leader's own, or everybody's for those who run the office. */
        get: operations["list_digests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/rosters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every roster. */
        get: operations["list_rosters"];
        put?: never;
        /** Enters a roster. Open alerts are looked at again, and a gap that it fills is closed in the caller's name. */
        post: operations["create_roster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/rosters/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The duties that touch these days, each with its true bounds. */
        get: operations["roster_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/rosters/on-call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is on call, one per roster. */
        get: operations["on_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/v1/rosters/{id}/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enters a stand-in over a stretch of time; of several that overlap, the one entered last holds. */
        post: operations["add_roster_override"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcknowledgeBody: {
            /** @description Remark, at most 500 characters. */
            note?: string | null;
        };
        /** @description Where the alert stands now. */
        AlertChanged: {
            id: components["schemas"]["AlertId"];
            state: components["schemas"]["AlertState"];
            /** Format: int64 */
            version: number;
        };
        /**
         * Format: uuid
         * @description One alert to on-call leaders.
         */
        AlertId: string;
        /** @description One alert. */
        AlertItem: {
            /** Format: date-time */
            acknowledged_at?: string | null;
            /** @description The person's name, or the user's where no person of that name is known. */
            acknowledged_by?: string | null;
            case_id?: components["schemas"]["CaseId"] | null;
            case_number?: string | null;
            /** Format: date-time */
            closed_at?: string | null;
            /**
             * Format: date
             * @description The last day on which the clock is in time.
             */
            due?: string | null;
            id: components["schemas"]["AlertId"];
            /**
             * @description Why leaders are called.
             * @enum {string}
             */
            kind: "near" | "due_today" | "overdue" | "urgent_visit" | "roster_gap" | "system";
            /**
             * Format: int32
             * @description The current level, from 1; 0 before the first begins.
             */
            level: number;
            levels: components["schemas"]["LevelItem"][];
            /**
             * Format: date-time
             * @description When the next level, or the last one again, is called (business time).
             */
            next_escalation_at?: string | null;
            /** @description What a roster gap or a system alert is about, in Chinese. */
            note?: string | null;
            outcome?: string | null;
            /** Format: date-time */
            raised_at: string;
            rule?: ("route" | "accept" | "handle" | "assignment_letter") | null;
            state: components["schemas"]["AlertState"];
            /** Format: int64 */
            version: number;
        };
        /**
         * @description Where an alert stands. It leaves `Open` only through a named person (invariant 4).
         * @enum {string}
         */
        AlertState: "open" | "acknowledged" | "closed";
        CannotComeBody: {
            /** @description Why, 1 to 200 characters. */
            reason: string;
        };
        /**
         * Format: uuid
         * @description One petition and the case made of it: the same id in every service.
         */
        CaseId: string;
        /**
         * @description A way to reach a person.
         * @enum {string}
         */
        ChannelKind: "webhook" | "mail" | "console";
        CloseBody: {
            /** @description How it ended, 1 to 500 characters; never a person's whereabouts. */
            outcome: string;
        };
        /** @description The whole of a person's contacts: what is absent is taken out. */
        ContactBody: {
            email?: string | null;
            /** @description Local time `HH:MM`; both or neither. */
            quiet_from?: string | null;
            quiet_until?: string | null;
            /** @description https; plain http only to this instance's own drill inbox. */
            webhook_url?: string | null;
        };
        /** @description One person's contacts. */
        ContactItem: {
            email?: string | null;
            person_id: components["schemas"]["PersonId"];
            /** @description Local time `HH:MM`; what is not urgent waits from here … */
            quiet_from?: string | null;
            /** @description … to here. */
            quiet_until?: string | null;
            /**
             * Format: int64
             * @description 0: never entered.
             */
            version: number;
            webhook_url?: string | null;
        };
        /**
         * @description Where a delivery stands. "Acknowledged" belongs to the alert, not to a delivery.
         * @enum {string}
         */
        DeliveryState: "queued" | "sent" | "accepted" | "failed" | "unknown" | "withdrawn";
        /** @description One summary of what was late on arrival or after downtime. Times are real time. */
        DigestItem: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Matters that the reader may know of.
             */
            items_count: number;
            /** Format: date-time */
            opened_at: string;
            recipient?: components["schemas"]["PersonId"] | null;
            recipient_name?: string | null;
            /**
             * Format: date-time
             * @description Absent while more may join it.
             */
            sent_at?: string | null;
        };
        /** @description One stretch of duty, half-open. */
        DutyItem: {
            /** Format: date-time */
            from: string;
            layer: components["schemas"]["Layer"];
            name: string;
            person_id: components["schemas"]["PersonId"];
            roster_id: components["schemas"]["RosterId"];
            source: components["schemas"]["DutySource"];
            /** Format: date-time */
            until: string;
        };
        /**
         * @description Whether a stretch of duty comes from the rotation or from a stand-in.
         * @enum {string}
         */
        DutySource: "rotation" | "override";
        /**
         * @description The rosters' layers, from the desk to the top.
         * @enum {string}
         */
        Layer: "duty" | "leader" | "principal";
        /** @description One level of the policy under which the alert was raised. */
        LevelItem: {
            /** Format: date-time */
            begins_at?: string | null;
            /** @description Nobody could be called: it was passed over at once. */
            empty: boolean;
            /** Format: date-time */
            ends_at?: string | null;
            /** Format: int32 */
            level: number;
            name_en: string;
            name_zh: string;
            people: components["schemas"]["PersonItem"][];
        };
        MemberItem: {
            name: string;
            person_id: components["schemas"]["PersonId"];
        };
        OverrideBody: {
            /** Format: date-time */
            from: string;
            person_id: components["schemas"]["PersonId"];
            /** @description Why, 1 to 200 characters. */
            reason: string;
            /**
             * Format: date-time
             * @description Not included; at most 92 days after `from`.
             */
            until: string;
        };
        OverrideCreated: {
            id: components["schemas"]["ShiftId"];
            /**
             * Format: int64
             * @description The roster's version now.
             */
            version: number;
        };
        /** @description One page of a list. */
        Page_AlertItem: {
            items: {
                /** Format: date-time */
                acknowledged_at?: string | null;
                /** @description The person's name, or the user's where no person of that name is known. */
                acknowledged_by?: string | null;
                case_id?: components["schemas"]["CaseId"] | null;
                case_number?: string | null;
                /** Format: date-time */
                closed_at?: string | null;
                /**
                 * Format: date
                 * @description The last day on which the clock is in time.
                 */
                due?: string | null;
                id: components["schemas"]["AlertId"];
                /**
                 * @description Why leaders are called.
                 * @enum {string}
                 */
                kind: "near" | "due_today" | "overdue" | "urgent_visit" | "roster_gap" | "system";
                /**
                 * Format: int32
                 * @description The current level, from 1; 0 before the first begins.
                 */
                level: number;
                levels: components["schemas"]["LevelItem"][];
                /**
                 * Format: date-time
                 * @description When the next level, or the last one again, is called (business time).
                 */
                next_escalation_at?: string | null;
                /** @description What a roster gap or a system alert is about, in Chinese. */
                note?: string | null;
                outcome?: string | null;
                /** Format: date-time */
                raised_at: string;
                rule?: ("route" | "accept" | "handle" | "assignment_letter") | null;
                state: components["schemas"]["AlertState"];
                /** Format: int64 */
                version: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_DigestItem: {
            items: {
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Matters that the reader may know of.
                 */
                items_count: number;
                /** Format: date-time */
                opened_at: string;
                recipient?: components["schemas"]["PersonId"] | null;
                recipient_name?: string | null;
                /**
                 * Format: date-time
                 * @description Absent while more may join it.
                 */
                sent_at?: string | null;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_DutyItem: {
            items: {
                /** Format: date-time */
                from: string;
                layer: components["schemas"]["Layer"];
                name: string;
                person_id: components["schemas"]["PersonId"];
                roster_id: components["schemas"]["RosterId"];
                source: components["schemas"]["DutySource"];
                /** Format: date-time */
                until: string;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_RosterItem: {
            items: {
                /**
                 * Format: date
                 * @description The day on which the first member's turn begins.
                 */
                anchor: string;
                /** @description Local time of the hand-over, `HH:MM`. */
                handover: string;
                id: components["schemas"]["RosterId"];
                layer: components["schemas"]["Layer"];
                /** @description In order of turn. */
                members: components["schemas"]["MemberItem"][];
                name: string;
                rotation: components["schemas"]["Rotation"];
                /** Format: int64 */
                version: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /**
         * Format: uuid
         * @description A member of staff in the directory; minted by routing. Never a petitioner.
         */
        PersonId: string;
        /** @description One person called. */
        PersonItem: {
            /** Format: date-time */
            called_at: string;
            /** @description Said that they cannot come. */
            cannot_come: boolean;
            channel?: components["schemas"]["ChannelKind"] | null;
            delivery_state?: components["schemas"]["DeliveryState"] | null;
            name: string;
            person_id: components["schemas"]["PersonId"];
            /**
             * Format: int32
             * @description How often the person was called at this level.
             */
            times: number;
        };
        RosterBody: {
            /**
             * Format: date
             * @description The day on which the first member's turn begins.
             */
            anchor: string;
            /** @description Local time of the hand-over, `HH:MM`. */
            handover: string;
            layer: components["schemas"]["Layer"];
            /** @description 1 to 64 people in order of turn. */
            members: components["schemas"]["PersonId"][];
            /** @description 1 to 60 characters. */
            name: string;
            rotation: components["schemas"]["Rotation"];
        };
        RosterCreated: {
            id: components["schemas"]["RosterId"];
            /** Format: int64 */
            version: number;
        };
        /**
         * Format: uuid
         * @description One layer of duty (leaders, principal leaders, duty officers).
         */
        RosterId: string;
        /** @description One roster. */
        RosterItem: {
            /**
             * Format: date
             * @description The day on which the first member's turn begins.
             */
            anchor: string;
            /** @description Local time of the hand-over, `HH:MM`. */
            handover: string;
            id: components["schemas"]["RosterId"];
            layer: components["schemas"]["Layer"];
            /** @description In order of turn. */
            members: components["schemas"]["MemberItem"][];
            name: string;
            rotation: components["schemas"]["Rotation"];
            /** Format: int64 */
            version: number;
        };
        /**
         * @description How often the turn passes on.
         * @enum {string}
         */
        Rotation: "daily" | "weekly";
        /**
         * Format: uuid
         * @description One stretch of duty of one person.
         */
        ShiftId: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_alerts: {
        parameters: {
            query?: {
                case?: string;
                state?: "open" | "acknowledged" | "closed";
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertItem"];
                };
            };
        };
    };
    get_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The alert */
                id: components["schemas"]["AlertId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertItem"];
                };
            };
            /** @description No such alert within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    acknowledge_alert: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The alert */
                id: components["schemas"]["AlertId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeBody"];
            };
        };
        responses: {
            /** @description Answered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChanged"];
                };
            };
            /** @description Neither called nor in an office that may answer */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such alert within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The alert is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The alert has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cannot_come_to_alert: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The alert */
                id: components["schemas"]["AlertId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannotComeBody"];
            };
        };
        responses: {
            /** @description The next is called */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChanged"];
                };
            };
            /** @description The caller was not called */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such alert within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The alert has been answered or closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The alert has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    close_alert: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The alert */
                id: components["schemas"]["AlertId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            /** @description Closed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChanged"];
                };
            };
            /** @description No such alert within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was closed before */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The alert has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person */
                person_id: components["schemas"]["PersonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contacts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactItem"];
                };
            };
            /** @description No such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_contact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The person */
                person_id: components["schemas"]["PersonId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactBody"];
            };
        };
        responses: {
            /** @description Entered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactItem"];
                };
            };
            /** @description No such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed it meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_digests: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of digests */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DigestItem"];
                };
            };
        };
    };
    list_rosters: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rosters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RosterItem"];
                };
            };
        };
    };
    create_roster: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RosterBody"];
            };
        };
        responses: {
            /** @description Entered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RosterCreated"];
                };
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    roster_calendar: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The duties */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DutyItem"];
                };
            };
            /** @description Days that make no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    on_call: {
        parameters: {
            query?: {
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is on call */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DutyItem"];
                };
            };
            /** @description A moment that makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_roster_override: {
        parameters: {
            query?: never;
            header?: {
                /** @description The roster's version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The roster */
                id: components["schemas"]["RosterId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideBody"];
            };
        };
        responses: {
            /** @description Entered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverrideCreated"];
                };
            };
            /** @description No such roster */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The roster has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
